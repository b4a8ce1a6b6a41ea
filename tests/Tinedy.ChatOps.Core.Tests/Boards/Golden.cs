using System.Runtime.CompilerServices;

namespace Tinedy.ChatOps.Core.Tests.Boards;

/// <summary>A picture kept in words beside the tests. CHATOPS_GOLDEN=write keeps what is drawn now; then read it.</summary>
internal static class Golden
{
    public static void Match(string actual, string name, [CallerFilePath] string here = "")
    {
        if (Environment.GetEnvironmentVariable("CHATOPS_GOLDEN") == "write")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", name + ".txt"), actual);
        else
            actual.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".txt")));
    }
}
