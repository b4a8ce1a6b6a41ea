using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Access;

/// <summary>How long people are given, from configuration (<c>Paging</c>). An escalation copies what it needs when it starts.</summary>
public sealed record PagingPolicy
{
    public static PagingPolicy Usual { get; } = new();

    /// <summary>Until the same person is called by their next means.</summary>
    public TimeSpan NextMeans { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Until the next contact is called.</summary>
    public TimeSpan NextContact { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the end of a round in which nobody answered to the next one.</summary>
    public TimeSpan NextRound { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long "I'm on it" holds while nobody does anything in the run.</summary>
    public TimeSpan AnswerLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a failed step may wait for somebody to take it before a contact is called.</summary>
    public TimeSpan DecisionWaits { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After sign-off has opened for a role, and then again each <see cref="RemindAgain"/>.</summary>
    public TimeSpan Remind { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan RemindAgain { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Means beside chat that this service has: <c>email</c>, and the names of <c>Paging:Webhooks</c>.</summary>
    public ImmutableSortedSet<string> Means { get; init; } = [];
}
