namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>How long a part is planned to take, and who says so: the latest rehearsal that knows it, else earlier runs.</summary>
/// <param name="Rehearsed">Null: no rehearsal knows it.</param>
/// <param name="Usually">The median of earlier runs; null: none knows it.</param>
public sealed record PlannedDuration
{
    private PlannedDuration(TimeSpan? rehearsed, TimeSpan? usually) => (Rehearsed, Usually) = (rehearsed, usually);

    public TimeSpan? Rehearsed { get; }

    public TimeSpan? Usually { get; }

    public TimeSpan Length => Rehearsed ?? Usually!.Value;

    /// <summary>Null when nobody knows: then there is no plan.</summary>
    public static PlannedDuration? Of(TimeSpan? rehearsed, TimeSpan? usually) => (rehearsed ?? usually) is null ? null : new(rehearsed, usually);
}
