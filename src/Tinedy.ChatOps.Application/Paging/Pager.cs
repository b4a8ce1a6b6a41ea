using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Paging;

/// <summary>
/// Delivers pages, each by its own means, and writes into the journal what came of it. Several may work at once, in one process or many.
/// </summary>
public sealed class Pager(IPageQueue queue, RunService runs, ChatPager chat, IEnumerable<IPager> outside)
{
    /// <summary>Longer than a provider that works ever takes; an answer may be waiting for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Delivers one page; false when there is none.</summary>
    public async Task<bool> WorkAsync(CancellationToken ct)
    {
        if (await queue.SendNextAsync(SendAsync, ct) is not { } sent) return false;
        CrashPoints.Reach(CrashPoints.PageKept);
        await ReportAsync(sent.Page, sent.Sent, ct);
        return true;
    }

    /// <summary>Reports what another sender could not: it died after it had sent. False when there is nothing of that kind.</summary>
    public async Task<bool> CatchUpAsync(CancellationToken ct)
    {
        if (await queue.UnreportedAsync(ct) is not { } sent) return false;
        await ReportAsync(sent.Page, sent.Sent, ct);
        return true;
    }

    private async Task<Sent> SendAsync(QueuedPage queued, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            if (await runs.ReadAsync(queued.Run, ct) is not { } run) return Refused("The journal does not know this run.");
            if (queued.Kind == PageKind.News) return await TellAsync(run, queued, patience.Token);
            if (Find(run, queued) is not { } found) return Refused("The journal does not know this page.");
            if (runs.Access.Named(found.Page.Rung.Person) is not { } person) return Refused($"{found.Page.Rung.Person} is not on the People list any more.");
            return await SendAsync(new(run, runs.Access, found.Alert, found.Page, person), queued, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Failed(queued, string.Create(CultureInfo.InvariantCulture, $"No answer within {Patience.TotalSeconds} seconds."));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Failed(queued, failure.Message);
        }
    }

    private async Task<Sent> SendAsync(PageContext context, QueuedPage queued, CancellationToken ct)
    {
        var means = context.Page.Rung.Means;
        if (means == ContactMeans.Chat) return await chat.SendAsync(context, ct);
        if (means == ContactMeans.Channel) return await chat.MentionAsync(context, ct);
        if (outside.FirstOrDefault(pager => pager.Serves(means)) is not { } pager) return Refused($"This service has no means called {means}.");
        return await pager.SendAsync(PageWriter.Write(context, queued), ct);
    }

    private async Task<Sent> TellAsync(Run run, QueuedPage queued, CancellationToken ct)
    {
        if (run.Told.FirstOrDefault(told => told.Seq == queued.Seq) is not { } told) return Refused("The journal does not know this message.");
        if (await chat.TellAsync(run, told, ct) is { } said) return said;
        var message = PageWriter.Write(run, told, queued);
        return outside.FirstOrDefault(pager => pager.Serves(message.Means)) is { } pager
            ? await pager.SendAsync(message, ct)
            : Refused($"This service has no way to {told.To}.");
    }

    private async Task ReportAsync(QueuedPage page, Sent sent, CancellationToken ct)
    {
        if (page.Kind is PageKind.Answered or PageKind.Over)
        {
            await queue.DoneAsync(page, ct);
            return;
        }
        var key = string.Create(CultureInfo.InvariantCulture, $"page/{page.Run}/{page.Seq}/{page.Tries}");
        var answer = await runs.HandleAsync(new(key, page.Run, Actor.Bot, new Command.ReportPage(page.Alert, page.Seq, sent.Result, sent.Proof)), ct);
        if (answer is Answer.Accepted { Entries.IsEmpty: true }) await queue.DoneAsync(page, ct);
    }

    private static (Alert Alert, Page Page)? Find(Run run, QueuedPage queued)
    {
        var alert = run.Alerts.FirstOrDefault(candidate => candidate.Number == queued.Alert);
        return alert?.Pages.FirstOrDefault(page => page.Seq == queued.Seq) is { } page ? (alert, page) : null;
    }

    /// <summary>That an alert was answered, and what stakeholders are told, is sent once and never insisted on.</summary>
    private static Sent Failed(QueuedPage queued, string why) =>
        new(queued.Kind == PageKind.Call && queued.Tries + 1 < Page.MostTries ? DeliveryResult.Failed : DeliveryResult.Refused, why);

    private static Sent Refused(string why) => new(DeliveryResult.Refused, why);
}

/// <summary>What a page is written from.</summary>
public sealed record PageContext(Run Run, AccessDirectory Access, Alert Alert, Page Page, Person To);
