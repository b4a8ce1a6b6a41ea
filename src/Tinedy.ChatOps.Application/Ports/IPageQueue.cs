using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Ports;

public enum PageKind
{
    /// <summary>Somebody is called.</summary>
    Call,

    /// <summary>Whoever was called from outside chat hears that somebody is on it.</summary>
    Answered,

    /// <summary>… and that it is over.</summary>
    Over,

    /// <summary>Stakeholders are told.</summary>
    News,
}

/// <summary>A page on its way.</summary>
/// <param name="Seq">The entry that called.</param>
/// <param name="Tries">How often it was tried before.</param>
public sealed record QueuedPage(RunId Run, int Alert, int Seq, PageKind Kind, int Tries);

/// <summary>
/// Pages to deliver. A page is sent while its row is locked: an answer, whose append takes the same rows away, is committed either before
/// the page is sent or after it, and after that commit none is sent. A sender that dies lets go of the row by dying.
/// </summary>
public interface IPageQueue
{
    /// <summary>Sends the page that has been due for longest, and keeps what came of it; null when none is due.</summary>
    /// <param name="send">Never throws and ends within a few seconds: an answer may be waiting for it.</param>
    Task<(QueuedPage Page, Sent Sent)?> SendNextAsync(Func<QueuedPage, CancellationToken, Task<Sent>> send, CancellationToken ct);

    /// <summary>A page that was sent and is not in the journal yet: its sender died in between. Null when there is none.</summary>
    Task<(QueuedPage Page, Sent Sent)?> UnreportedAsync(CancellationToken ct);

    /// <summary>Whoever had been called knows; there is nothing in the journal to wait for.</summary>
    Task DoneAsync(QueuedPage page, CancellationToken ct);
}

/// <summary>What came of a try.</summary>
public sealed record Sent(DeliveryResult Result, string Proof);

/// <summary>What is sent by a means outside chat.</summary>
/// <param name="Key">The same for every page of an alert and for its end: "run-17/alert-1".</param>
/// <param name="Means"><c>email</c>, or the name of a webhook.</param>
/// <param name="To">Who is meant, by name.</param>
/// <param name="Email">Their address; null for somebody without one.</param>
/// <param name="Summary">All of it in one or two sentences, times in UTC.</param>
public sealed record PageMessage(QueuedPage Page, string Key, string Means, string To, string? Email, string Subject, string Summary, string Sms)
{
    /// <summary>Somebody is in trouble: neither a rehearsal nor news.</summary>
    public required bool IsUrgent { get; init; }
}

/// <summary>One means of calling people outside the rooms. Throws for whatever may work when it is tried again.</summary>
public interface IPager
{
    /// <summary>True for the means it serves: <c>email</c>, the name of a webhook.</summary>
    bool Serves(string means);

    Task<Sent> SendAsync(PageMessage message, CancellationToken ct);
}
