namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>What a machine must have. Missing, it skips a test on a laptop and fails it where <c>CI=true</c>: there nobody reads skips.</summary>
internal static class Needs
{
    public static void Skip(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(why);
        Assert.Skip(why);
    }

    /// <summary>The programs that the steps of a test call.</summary>
    public static void Programs(params ReadOnlySpan<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var name in names)
        {
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
                Skip($"{name} is not on the PATH. Debian: apt-get install -y postgresql-client.");
        }
    }
}
