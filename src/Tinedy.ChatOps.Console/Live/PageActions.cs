using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>
/// What one reader does on one page: presses, sends and types, one at a time. After a failure the same act keeps its key, so that
/// pressing again can never do it twice.
/// </summary>
public sealed class PageActions(Conversation conversation, Speaker who, ILogger logger)
{
    /// <summary>A press that changes nothing for longer seems to have missed.</summary>
    private static readonly TimeSpan Felt = TimeSpan.FromMilliseconds(300);

    /// <summary>The act that failed and its key: its next try uses it again.</summary>
    private (object Act, string Key)? failed;

    public event Func<Task>? Changed;

    /// <summary>What is under way; null when nothing is.</summary>
    public object? Busy { get; private set; }

    public OpenDialog? Dialog { get; private set; }

    /// <summary>What there is to tell the reader, besides what the board shows.</summary>
    public Func<Reply, Task> OnReply { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called instead when nothing was recorded.</summary>
    public Func<Prose, Task> OnFailure { get; set; } = _ => Task.CompletedTask;

    public async Task PressAsync(Button button)
    {
        var before = Dialog;
        await ActAsync(
            button,
            key => conversation.PressAsync(who, button, key, CancellationToken.None),
            onStart: () => _ = button.AsksFirst ? OpenWhenSlowAsync(button) : Task.CompletedTask,
            onReply: reply => AfterPressAsync(button, reply, before),
            onFailure: _ => Dialog = button.AsksFirst ? null : Dialog);
    }

    /// <summary>A dialog opens when it is known that there is one; where that takes a while, what is read shows that the press was felt.</summary>
    private async Task OpenWhenSlowAsync(Button button)
    {
        await Task.Delay(Felt);
        if (!ReferenceEquals(Busy, button)) return;
        Dialog = new OpenDialog(button);
        await ChangedAsync();
    }

    public async Task SubmitAsync(IReadOnlyDictionary<string, string> inputs)
    {
        if (Dialog is not { Content: { About: { } about } content } open) return;
        var sent = content.Carries.SetItems(inputs);
        await ActAsync(
            open.Act,
            key => conversation.SubmitAsync(who, about, sent, key, CancellationToken.None),
            onStart: () => Dialog = open with { Error = null },
            onReply: reply => AfterSubmitAsync(open, reply),
            onFailure: why => Dialog = open with { Error = new FieldError(null, why) });
    }

    /// <returns>False when nothing was recorded and the line should stay where it was typed.</returns>
    public async Task<bool> SayAsync(string text, Func<string, Task> onStart)
    {
        var said = false;
        await ActAsync(
            text,
            async key =>
            {
                await onStart(key);
                return await conversation.SayAsync(who, text, key, CancellationToken.None);
            },
            onStart: () => { },
            onReply: async reply =>
            {
                said = true;
                await ShowAsync(reply);
            },
            onFailure: _ => { });
        return said;
    }

    /// <summary>Whether the press would be accepted, or its dialog open, as the run is now.</summary>
    public bool Allows(Run run, Button button) => conversation.Allows(who, run, button);

    public Task<IReadOnlyList<Completion>> CompleteAsync(string typed, CancellationToken ct) => conversation.CompleteAsync(who, typed, ct);

    public async Task CloseDialogAsync()
    {
        if (Dialog is null) return;
        Dialog = null;
        await ChangedAsync();
    }

    private async Task AfterPressAsync(Button button, Reply reply, OpenDialog? before)
    {
        if (reply is Reply.Ask)
        {
            await ShowAsync(reply);
            return;
        }
        // A row pressed inside a dialog that only shows things: that dialog is drawn anew, as things are now.
        Dialog = button.AsksFirst ? null : Dialog;
        if (reply is Reply.Refused refused && Dialog is { Content: not null } open)
        {
            // The page behind a dialog is out of reach, for eyes and for ears.
            Dialog = open with { Error = new FieldError(null, refused.Why.Text) };
            return;
        }
        await OnReply(reply);
        if (reply is Reply.Done && before is { Content: { Submit: null, About: { } about } }) await RefreshAsync(about);
    }

    private async Task RefreshAsync(Button about)
    {
        if (await conversation.PressAsync(who, about, NewKey(), CancellationToken.None) is Reply.Ask ask) Dialog = new OpenDialog(about) { Content = ask.Dialog };
    }

    private async Task AfterSubmitAsync(OpenDialog open, Reply reply)
    {
        switch (reply)
        {
            case Reply.InField wrong: Dialog = open with { Error = new FieldError(wrong.Input, wrong.Why.Text) }; break;
            case Reply.Ask: await ShowAsync(reply); break;
            default:
                Dialog = null;
                await OnReply(reply);
                break;
        }
    }

    private async Task ShowAsync(Reply reply)
    {
        if (reply is Reply.Ask ask) Dialog = new OpenDialog(ask.Dialog.About) { Content = ask.Dialog };
        else await OnReply(reply);
    }

    private async Task ActAsync(object act, Func<string, Task<Reply>> doing, Action onStart, Func<Reply, Task> onReply, Action<Prose> onFailure)
    {
        if (Busy is not null) return;
        Busy = act;
        onStart();
        await ChangedAsync();
        var key = failed is { } before && before.Act.Equals(act) ? before.Key : NewKey();
        try
        {
            // No cancellation: whoever closes the page after a click has still clicked.
            var reply = await doing(key);
            failed = null;
            await onReply(reply);
        }
        catch (Exception failure)
        {
            failed = (act, key);
            var why = SystemMessages.NotRecorded(failure);
            onFailure(why);
            logger.LogError(failure, "What {Who} asked for was not recorded.", who.Who);
            await OnFailure(why);
        }
        finally
        {
            Busy = null;
            await ChangedAsync();
        }
    }

    private Task ChangedAsync() => Changed?.Invoke() ?? Task.CompletedTask;

    private static string NewKey() => $"console/{Guid.NewGuid()}";
}

/// <summary>A dialog on the page.</summary>
/// <param name="Opener">The button that opened it; null when a typed line did.</param>
public sealed record OpenDialog(Button? Opener)
{
    /// <summary>Stands for one opening, so that sending it again after a failure is the same act.</summary>
    public Guid Act { get; } = Guid.NewGuid();

    /// <summary>Null while it is being read.</summary>
    public Dialog? Content { get; init; }

    public FieldError? Error { get; init; }
}

/// <param name="Input">The field it stands under; null: it concerns the whole dialog.</param>
public sealed record FieldError(string? Input, Prose Text);
