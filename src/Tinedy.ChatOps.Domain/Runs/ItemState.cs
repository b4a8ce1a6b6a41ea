using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Runs;

public enum ItemStatus { Open, Running, Done, Skipped, Failed, Unknown }

/// <summary>What has happened to one item.</summary>
/// <param name="Version">The entry that last touched it; 0 before.</param>
/// <param name="LastBy">Who touched it last.</param>
public sealed record ItemState(
    ImmutableArray<Remark> Ticks, Remark? Skipped, ImmutableArray<Attempt> Attempts, ImmutableArray<Judgement> Judgements,
    Remark? DecidedBy, int Version, Actor? LastBy)
{
    /// <summary>Who passed its gate though it was not met, and why; null when nobody did.</summary>
    public Remark? Glass { get; init; }

    /// <summary>The last tick came with the line that ticked the item before it.</summary>
    public bool FollowsTick { get; init; }

    public static ItemState Untouched { get; } = new([], null, [], [], null, 0, null);

    public Attempt? LastAttempt => Attempts.Length > 0 ? Attempts[^1] : null;

    /// <summary>Different people who ticked.</summary>
    public int Tickers => Ticks.Where((tick, at) => !Ticks.Take(at).Any(earlier => earlier.By.IsSameHuman(tick.By))).Count();

    public ItemStatus StatusOf(Item item)
    {
        if (Skipped is not null) return ItemStatus.Skipped;
        if (LastAttempt is { Ending: null }) return ItemStatus.Running;
        if (Tickers >= item.Quorum) return ItemStatus.Done;
        return LastAttempt?.Ending?.Outcome switch
        {
            null => ItemStatus.Open,
            Outcome.Succeeded => ItemStatus.Done,
            Outcome.Unknown => Judged(item) switch { true => ItemStatus.Done, false => ItemStatus.Failed, null => ItemStatus.Unknown },
            _ => ItemStatus.Failed,
        };
    }

    /// <summary>What people decided about the last attempt's unknown outcome; null while not enough of them agree.</summary>
    public bool? Judged(Item item)
    {
        var needed = JudgesNeeded(item);
        return Agreeing(done: true) >= needed ? true : Agreeing(done: false) >= needed ? false : null;
    }

    /// <summary>A step that must not run twice takes two different people to judge.</summary>
    public static int JudgesNeeded(Item item) => item.Command?.Contract == Contract.Idempotent ? 1 : 2;

    /// <summary>When it was settled: the last tick, the skip, the ending or the judgement that did it.</summary>
    public (Actor By, DateTimeOffset At)? SettledBy =>
        Skipped is { } skip ? (skip.By, skip.At)
        : Ticks.Length > 0 ? (Ticks[^1].By, Ticks[^1].At)
        : Judgements.Length > 0 ? (Judgements[^1].By, Judgements[^1].At)
        : LastAttempt is { Ending: { } ending } attempt ? (attempt.By, ending.EndedAt)
        : null;

    /// <summary>One judgement a human, the latest counts.</summary>
    private int Agreeing(bool done) => Judgements
        .Where((judgement, at) => !Judgements.Skip(at + 1).Any(later => later.By.IsSameHuman(judgement.By)))
        .Count(judgement => judgement.Done == done);
}

/// <param name="Cancel">Who asked to stop it; null when nobody did.</param>
/// <param name="Ending">Null while it runs.</param>
public sealed record Attempt(
    int Number, Actor By, DateTimeOffset At, string Command, string CommandDigest, ImmutableSortedDictionary<string, string> Bindings,
    string? Reason, Remark? Cancel, Ending? Ending)
{
    /// <summary>Which runner took it and when; null while it waits for one, and for words to people, which none takes.</summary>
    public Taking? Taken { get; init; }

    /// <summary>Of a start whose journal was lost, the hash of the entry that it was; null: it was started in this journal.</summary>
    public string? Start { get; init; }

    /// <summary>False for a start whose journal was lost and whose host does not know when: then <see cref="At"/> is when it was written down.</summary>
    public bool HasMoment { get; init; } = true;

    /// <summary>The entry that started it: a button drawn before that was about another attempt.</summary>
    public int Seq { get; init; }
}

/// <param name="Runner">The name of its host.</param>
public sealed record Taking(string Runner, DateTimeOffset At);

public sealed record Judgement(Actor By, DateTimeOffset At, bool Done, string HowKnown);
