using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Alerts;

/// <summary>Something that people are called for until one of them answers, as the journal has it.</summary>
/// <param name="Number">1, 2, … within the run.</param>
/// <param name="About">The criterion or the step; null for a call and a drill.</param>
/// <param name="Symptom">What somebody or a watcher saw, in one line.</param>
/// <param name="By">Who raised it; the bot for a watcher.</param>
public sealed record Alert(int Number, AlertKind Kind, ItemKey? About, string Symptom, Actor By, DateTimeOffset At, Escalation Escalation)
{
    /// <summary>Numbers behind the symptom: "1.9 s, was 0.8 s, limit 1.2 s"; null when a person raised it.</summary>
    public string? Measured { get; init; }

    /// <summary>Since when it has been so; the moment it was raised when nobody knows better.</summary>
    public DateTimeOffset Since { get; init; }

    public int Round { get; init; } = 1;

    public DateTimeOffset RoundSince { get; init; }

    /// <summary>When the present round had called everybody in vain; null while it still calls.</summary>
    public DateTimeOffset? Unreached { get; init; }

    /// <summary>Every call there was, the oldest first.</summary>
    public ImmutableArray<Page> Pages { get; init; } = [];

    /// <summary>Who is on it; null while nobody is, or after that has lapsed.</summary>
    public Remark? Answer { get; init; }

    /// <summary>Everybody who has ever answered, the oldest first.</summary>
    public ImmutableArray<Remark> Answers { get; init; } = [];

    /// <summary>How it ended; null while it is open.</summary>
    public Closing? Closed { get; init; }

    public bool IsOpen => Closed is null;

    /// <summary>People are still being called.</summary>
    public bool IsCalling => IsOpen && Answer is null;

    /// <summary>Steps do not start while it is open.</summary>
    public bool HoldsSteps => IsOpen && Kind == AlertKind.Criterion;

    public IEnumerable<Page> PagesOfRound => Pages.Where(page => page.Round == Round);

    /// <summary>Whose turn is next and when; null when nobody is left in this round.</summary>
    public (Rung Rung, DateTimeOffset At)? Next
    {
        get
        {
            var (rungs, called) = (RungsOf(Round), PagesOfRound.Count());
            return called < rungs.Length ? (rungs[called], TurnAt) : null;
        }
    }

    /// <summary>From when on it waits for what comes next.</summary>
    public DateTimeOffset WaitsSince => Unreached ?? PagesOfRound.LastOrDefault()?.At ?? RoundSince;

    /// <summary>
    /// Who is called in a round, in order. A means that was refused for good before is not tried again, unless nothing else is left: then
    /// somebody may have mended it.
    /// </summary>
    public ImmutableArray<Rung> RungsOf(int round)
    {
        var refused = Pages.Where(page => page.Round < round && page.IsRefusedForGood).Select(page => page.Rung).ToHashSet();
        ImmutableArray<Rung> left = [.. Escalation.Rungs.Where(rung => !refused.Contains(rung))];
        return left.IsEmpty ? Escalation.Rungs : left;
    }

    /// <summary>
    /// When the last call has had its time. One that failed for good has had it: a contact who cannot be reached never stops the next.
    /// </summary>
    public DateTimeOffset TurnAt => PagesOfRound.LastOrDefault() is not { } last ? RoundSince
        : last.FailedAt is { } failed ? failed
        : last.At + last.Rung.Wait;
}

/// <summary>One call: a rung whose turn came.</summary>
/// <param name="Seq">The entry that called; names the page for ever.</param>
public sealed record Page(int Seq, int Round, Rung Rung, DateTimeOffset At)
{
    /// <summary>Every try to deliver it and what came of it, the oldest first.</summary>
    public ImmutableArray<Delivery> Tries { get; init; } = [];

    public bool IsDelivered => Tries.Any(one => one.Result == DeliveryResult.Accepted);

    /// <summary>How often it is tried; then it is given up in this round, and the next means has its turn.</summary>
    public const int MostTries = 4;

    /// <summary>The provider said no, which asking again does not change: another round leaves this means out.</summary>
    public bool IsRefusedForGood => FailedAt is not null && Tries.Length < MostTries;

    /// <summary>When it was given up; null otherwise.</summary>
    public DateTimeOffset? FailedAt => Tries.LastOrDefault() is { Result: DeliveryResult.Refused } last ? last.At : null;
}

/// <summary>One try to deliver a page.</summary>
/// <param name="Proof">What the provider said: its message id, its status; why it did not work.</param>
public sealed record Delivery(DateTimeOffset At, DeliveryResult Result, string Proof);

/// <summary>How an alert ended.</summary>
public sealed record Closing(AlertEnd How, Actor By, DateTimeOffset At, string? Reason);
