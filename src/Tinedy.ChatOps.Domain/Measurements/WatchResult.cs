namespace Tinedy.ChatOps.Domain.Measurements;

/// <summary>What a check says of its criterion.</summary>
public enum WatchState
{
    /// <summary>Not met.</summary>
    Ok,

    /// <summary>Met: what people feared.</summary>
    Failed,

    /// <summary>There was an answer, and it does not tell. No data is never "fine".</summary>
    Inconclusive,

    /// <summary>The check could not be carried out.</summary>
    Error,
}

/// <param name="Sentence">What was found, as the rest of a sentence: "the query has taken 2.4 times as long".</param>
/// <param name="Measured">The numbers behind it: "1.9 s, was 0.8 s before 2.2.2, limit 1.2 s"; null without any.</param>
public sealed record WatchResult(WatchState State, string Sentence, string? Measured = null);
