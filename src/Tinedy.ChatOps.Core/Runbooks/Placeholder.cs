namespace Tinedy.ChatOps.Core.Runbooks;
public static class Placeholder { public static bool Matches(string placeholder, string fileName) => placeholder == fileName; }
