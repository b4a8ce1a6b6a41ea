namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>The product started as a runner elsewhere: no chat, no page.</summary>
internal sealed class RunnerProcess : ProgramProcess
{
    private RunnerProcess(string label, IReadOnlyDictionary<string, string> settings) : base("Tinedy.ChatOps", ["runner", "--label", label], settings) { }

    public static async Task<RunnerProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string label)
    {
        var runner = new RunnerProcess(label, settings);
        await Poll.UntilAsync(() => runner.HasExited || runner.Said.Contains("Running steps of", StringComparison.Ordinal), "It did not run. It said: " + runner.Everything);
        runner.HasExited.ShouldBeFalse(runner.Everything);
        return runner;
    }
}
