using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Events;

/// <summary>The number of a run: "run 17". With its environment it is what people type: "prod-17".</summary>
public readonly record struct RunId(long Number) : IOurs
{
    public override string ToString() => FormattableString.Invariant($"{Number}");
}

/// <summary>One line of a run's journal.</summary>
/// <param name="Seq">1, 2, 3 … without a gap.</param>
/// <param name="At">UTC, whole microseconds: what Postgres keeps.</param>
/// <param name="By">Who did it; the bot for what a machine saw.</param>
public sealed record JournalEntry(
    [property: JsonPropertyName("run")] long Run, int Seq, DateTimeOffset At, Actor By, RunEvent Event)
{
    [JsonIgnore]
    public RunId RunId => new(Run);
}
