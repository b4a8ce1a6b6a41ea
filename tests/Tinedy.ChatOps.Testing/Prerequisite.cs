namespace Tinedy.ChatOps.Testing;

/// <summary>What a test needs of the machine: where it is missing, the test is skipped on a laptop and fails on the build server.</summary>
public static class Prerequisite
{
    /// <param name="missing">What is missing, and how to install it.</param>
    public static InvalidOperationException Missing(string missing) =>
        // xunit takes any exception that begins with this token for a skipped test; so this project needs no test framework.
        new(Environment.GetEnvironmentVariable("CI") == "true" ? missing : "$XunitDynamicSkip$" + missing);
}
