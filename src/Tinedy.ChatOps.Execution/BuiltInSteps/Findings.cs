using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>What was found: ok, a warning or a failure, each with its sentence. Handed on through <c>CHATOPS_OUTPUT</c>, as any step may.</summary>
internal sealed class Findings
{
    private readonly List<(string Name, string Value)> lines = [];

    public bool HasFailed => lines.Exists(line => line.Name == StepReport.Failed);

    /// <summary>The first failure; null without one.</summary>
    public string? Failure => lines.FirstOrDefault(line => line.Name == StepReport.Failed).Value;

    public Findings Ok(string sentence) => Add(StepReport.Ok, sentence);

    public Findings Warn(string sentence) => Add(StepReport.Warning, sentence);

    public Findings Fail(string sentence) => Add(StepReport.Failed, sentence);

    public Findings Add(string name, string value)
    {
        lines.Add((name, value.ReplaceLineEndings(" ")));
        return this;
    }

    public void Report()
    {
        if (Environment.GetEnvironmentVariable(StepReport.Variable) is { Length: > 0 } path)
            File.AppendAllLines(path, lines.Select(line => $"{line.Name}={line.Value}"));
    }
}
