namespace Tinedy.ChatOps.Execution.Options;

/// <summary>Which steps this runner takes, see <c>Environments:{name}:Runner</c>; null: those of no label.</summary>
internal sealed record RunnerLabel(string? Name);
