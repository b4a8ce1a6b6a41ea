namespace Tinedy.ChatOps.Core.Runbooks;
public static class RunbookReader { public static Reading Read(ReadOnlyMemory<byte> file, string fileName) => throw new NotImplementedException(); }
