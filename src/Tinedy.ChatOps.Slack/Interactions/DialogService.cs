using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Dialogs;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>
/// Opens modals at once and fills them afterwards: a trigger lives three seconds, and what the modal says may take longer to read.
/// </summary>
internal sealed partial class DialogService(SlackApi slack, ScreenReader screens, IRunFiles files, PrivateAnswers answers, SlackBackgroundReplies replies, ILogger<DialogService> logger)
{
    /// <summary>Opens a modal for what the reply will be; whoever may not go on is told so and has nothing to close.</summary>
    /// <param name="beneath">The modal that is open and comes back when this one is closed; null: none is.</param>
    public void Open(Speaker to, string trigger, Uri? answer, ViewState? beneath, string what, Func<CancellationToken, Task<Reply>> ask) => replies.Start("dialog", async ct =>
    {
        var filling = FillAsync(to, beneath ?? ViewState.At(to.Where), ask, ct);
        var isSoon = await replies.IsSoonAsync(filling);
        if (isSoon && beneath is null && (await filling).Refused is { } refused)
        {
            answers.Send(to, answer, null, Posts.Private([refused.Text], new Markup(to.Who.Tenant)));
            return;
        }
        if (await OpenAsync(to, trigger, answer, isSoon ? (await filling).View : Views.Reading(what), beneath is not null, ct) is { } open && !isSoon)
            await slack.UpdateViewAsync(open, (await filling).View, ct);
    });

    /// <summary>Null when it was too late, which the person is told.</summary>
    private async Task<OpenView?> OpenAsync(Speaker to, string trigger, Uri? answer, View view, bool onTop, CancellationToken ct)
    {
        try
        {
            return await slack.OpenViewAsync(trigger, view, onTop, ct);
        }
        catch (SlackRefusedException late) when (late.Error is "trigger_expired" or "expired_trigger_id" or "trigger_exchanged" or "exchanged_trigger_id")
        {
            LogTooLate(late.Error);
            answers.Send(to, answer, null, Posts.Private([$"Not shown: Slack lets a dialog open within 3 s only. Press again."], new Markup(to.Who.Tenant)));
            return null;
        }
    }

    /// <summary>Draws the phases anew after something was done in them, or another page of them.</summary>
    public void Redraw(Speaker to, string view, ViewState memory) => replies.Start("phases", async ct =>
    {
        if (memory.Phases is { } run && await screens.ReadAsync(new RunId(run), ct) is { } screen)
            await slack.UpdateViewAsync(new(view), PhasesView.Draw(screen, memory, new Markup(to.Who.Tenant)), ct);
    });

    /// <summary>What a reply looks like as a view.</summary>
    /// <param name="memory">What the view carries on.</param>
    public async Task<View> DrawAsync(Speaker to, Reply reply, ViewState memory, CancellationToken ct)
    {
        var markup = new Markup(to.Who.Tenant);
        return reply switch
        {
            Reply.Ask ask => DialogView.Draw(ask.Dialog, markup, memory),
            Reply.Refused refused => Views.Refused(refused.Why.Text, markup),
            Reply.InField wrong => Views.Refused(wrong.Why.Text, markup),
            Reply.Done done => Views.Saying("Done", done.Text, markup),
            Reply.Tell tell => Views.Saying("Run", Prose.Join("\n", tell.Lines), markup),
            Reply.Phases phases when await screens.ReadAsync(phases.Run, ct) is { } screen => PhasesView.Draw(screen, markup, memory),
            Reply.Open { What: RunDocument.Output output } open => OutputView.Draw(new(open.Text, markup), await files.ReadAsync(output, ct), await EntryAsync(output.Attempt, ct)),
            _ => Views.Saying("Nothing to show", $"There is nothing to show here.", markup),
        };
    }

    private async Task<(View View, Refusal? Refused)> FillAsync(Speaker to, ViewState memory, Func<CancellationToken, Task<Reply>> ask, CancellationToken ct)
    {
        try
        {
            var reply = await ask(ct);
            return (await DrawAsync(to, reply, memory, ct), (reply as Reply.Refused)?.Why);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotRead(failure);
            return (Views.Refused(failure is UnknownMemberException unknown ? unknown.Text : SystemMessages.NotRead(failure), new Markup(to.Who.Tenant)), null);
        }
    }

    private async Task<ThreadEntry?> EntryAsync(AttemptId attempt, CancellationToken ct) =>
        (await screens.ReadAsync(attempt.Run, ct))?.Thread.LastOrDefault(entry => entry.Attempt == attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A dialog could not open any more: {Why}")]
    private partial void LogTooLate(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "A dialog could not be filled.")]
    private partial void LogNotRead(Exception failure);
}
