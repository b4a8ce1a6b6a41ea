using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>Brings events, and brings them again: at once, after a minute, after five more.</summary>
internal sealed class EventMail(Workspace workspace, Payloads payloads, EventSender sender, TimeProvider time, CancellationToken closing)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Whether an event that was not taken comes again.</summary>
    public bool Repeats { get; set; } = true;

    /// <summary>Answers the first attempt; further ones come by themselves and stand in the list of deliveries.</summary>
    public async Task<Delivery> SendAsync(JsonObject what, bool isExtShared = false)
    {
        var mail = new Mail(RawRequest.Events, payloads.Event(what, workspace.Identifiers.Id("Ev"), workspace.Identifiers.Now, isExtShared));
        var first = await sender.DeliverAsync(mail);
        if (Repeats && !first.IsOk) _ = RepeatAsync(mail, first);
        return first;
    }

    public Task<Delivery> VerifyUrlAsync(string challenge) => sender.DeliverAsync(new(RawRequest.Events, new()
    {
        ["token"] = workspace.App.VerificationToken,
        ["challenge"] = challenge,
        ["type"] = "url_verification",
    }));

    private async Task RepeatAsync(Mail mail, Delivery last)
    {
        for (var attempt = 1; attempt <= Pauses.Length && !last.IsOk && !SaysNoMore(last); attempt++)
        {
            await Task.Delay(Pauses[attempt - 1], time, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (closing.IsCancellationRequested) return;
            last = await sender.DeliverAsync(mail, retry: new(attempt, Reason(last)));
        }
    }

    /// <summary>The bot may decline repetitions, but not when it was too late to say so.</summary>
    private static bool SaysNoMore(Delivery delivery) => !delivery.TimedOut && delivery.Headers.GetValueOrDefault("X-Slack-No-Retry") == "1";

    private static string Reason(Delivery delivery) => delivery switch
    {
        { TimedOut: true } => delivery.Envelope is null ? "http_timeout" : "timeout",
        { Status: 0 } => "connection_failed",
        _ => "http_error",
    };
}
