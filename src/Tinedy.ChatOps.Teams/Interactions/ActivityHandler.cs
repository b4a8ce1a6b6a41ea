using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Dialogs;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// One act in Teams: it is brought to the conversation, and its answer goes back when it is durable. Teams waits ten seconds; long before
/// that the person is told that the database is slow, and the outcome follows.
/// </summary>
internal sealed partial class ActivityHandler(
    Conversation conversation, MemberDirectory members, ConversationDirectory addresses, DialogService dialogs, RefreshHandler refreshes, FileConsents consents, PrivateAnswers answers, ChatAnswers<ActivityHandler> asking, Greetings greetings, TeamsBackgroundReplies replies,
    RepeatedMessages repeats, ILogger<ActivityHandler> logger)
{
    private static readonly Prose NoWords = $"Not understood: that message has no words in it. help lists what can be typed.";

    /// <summary>What goes back in the answer itself; null: nothing but that it was received.</summary>
    public async Task<object?> HandleAsync(IncomingAction incoming)
    {
        if (SpotOf(incoming) is { } source && incoming is not IncomingAction.Left) Meet(source);
        switch (incoming)
        {
            case IncomingAction.Typed typed: await TypedAsync(typed); return null;
            case IncomingAction.Wordless wordless: answers.Send(wordless.Spot, [NoWords]); return null;
            case IncomingAction.Pressed pressed: return await PressedAsync(pressed);
            case IncomingAction.Looked looked: return await refreshes.AnswerAsync(looked);
            case IncomingAction.Asked asked: return await AskedAsync(asked);
            case IncomingAction.Sent sent: return await SentAsync(sent);
            case IncomingAction.FileTaken taken: await TakenAsync(taken); return null;
            case IncomingAction.Joined joined: Joined(joined.Spot); return null;
            case IncomingAction.Left left: Left(left.Spot); return null;
            case IncomingAction.Other other: LogIgnored(other.Kind); return null;
            default: throw new System.Diagnostics.UnreachableException(incoming.GetType().Name);
        }
    }

    private static ActivitySource? SpotOf(IncomingAction incoming) => incoming switch
    {
        IncomingAction.Typed typed => typed.Spot,
        IncomingAction.Wordless wordless => wordless.Spot,
        IncomingAction.Pressed pressed => pressed.Spot,
        IncomingAction.Asked asked => asked.Spot,
        IncomingAction.Sent sent => sent.Spot,
        IncomingAction.Joined joined => joined.Spot,
        _ => null,
    };

    /// <summary>Where somebody is reached is known at once, and written down beside the act.</summary>
    private void Meet(ActivitySource source)
    {
        var kept = addresses.MeetAsync(source, CancellationToken.None);
        if (!kept.IsCompletedSuccessfully) replies.Start("address", _ => kept);
    }

    private void Joined(ActivitySource source)
    {
        LogJoined(source.Conversation);
        greetings.Greet(source);
        // A channel that the bot was taken out of is one again.
        replies.Start("channel", ct => conversation.HereAgainAsync(source.Where, ct));
    }

    private void Left(ActivitySource source)
    {
        greetings.Forget(source);
        if (source.Where is null) replies.Start("address", ct => addresses.PartAsync(source.Who, ct));
        else LogLeft(source.Conversation);
    }

    private async Task TypedAsync(IncomingAction.Typed typed)
    {
        var key = repeats.KeyOf(typed);
        Answer(await asking.InTimeAsync(() => SayAsync(typed.Spot, typed.Text, key), Answer));

        // Where the board stands, it shows what was done, as it does for a button; in the chat with the bot there is none.
        void Answer(Reply reply)
        {
            if (reply is not Reply.Done || typed.Spot.Where is null) Tell(typed.Spot, reply);
        }
    }

    private async Task<object?> PressedAsync(IncomingAction.Pressed pressed)
    {
        var source = pressed.Spot;
        if (pressed.Memory?.Button is not { } button)
        {
            LogStrangeButton(source.Who);
            return Answer(pressed, new Reply.Tell([SystemMessages.NotOurs]));
        }
        var reply = await asking.InTimeAsync(() => PressAsync(source, button, pressed.Key), late => Tell(source, late));
        if (reply is Reply.Done done && pressed is { HasAnswer: true, Memory.OnBoard: true }) return await refreshes.BoardAsync(done.Run) ?? InvokeResponses.Line(Plain(done.Text));
        return Answer(pressed, reply);
    }

    private async Task<object> AskedAsync(IncomingAction.Asked asked)
    {
        var beneath = new CardState(CardState.Turn);
        if (asked.Memory?.Button is not { } button) return InvokeResponses.Dialog(await dialogs.DrawAsync(new Reply.Tell([SystemMessages.NotOurs]), beneath));
        var reply = await asking.InTimeAsync(() => PressAsync(asked.Spot, button, asked.Key), late => { });
        return reply switch
        {
            // There is nothing to fill in for somebody who may not send it.
            Reply.Refused refused => InvokeResponses.Message(Plain(refused.Why.Text)),
            Reply.Waiting waiting => InvokeResponses.Dialog(await dialogs.DrawAsync(new Reply.Tell([SystemMessages.NotInTime(waiting.What)]), beneath)),
            _ => InvokeResponses.Dialog(await dialogs.DrawAsync(reply, beneath)),
        };
    }

    /// <summary>Null closes the dialog.</summary>
    private async Task<object?> SentAsync(IncomingAction.Sent sent)
    {
        var memory = sent.Memory ?? new CardState("");
        switch (memory.Do)
        {
            case CardState.Turn when memory.Run is { } run:
                return InvokeResponses.Dialog(await dialogs.DrawAsync(new Reply.Phases(new RunId(run)), Turned(memory, sent.Values)));
            case CardState.Press when memory.Button is { } button:
                var reply = await asking.InTimeAsync(() => PressAsync(sent.Spot, button, sent.Key), late => Tell(sent.Spot, late));
                return reply is Reply.Done ? await AfterAsync(memory) : InvokeResponses.Dialog(await dialogs.DrawAsync(reply, memory));
            case CardState.Send when memory.Button is { } about:
                return await SubmittedAsync(sent, memory, about);
            default:
                LogStrangeButton(sent.Spot.Who);
                return InvokeResponses.Dialog(await dialogs.DrawAsync(new Reply.Tell([SystemMessages.NotOurs]), memory));
        }
    }

    private async Task<object?> SubmittedAsync(IncomingAction.Sent sent, CardState memory, Button about)
    {
        var inputs = new Dictionary<string, string>(memory.Carries ?? []);
        foreach (var (name, value) in sent.Values) inputs[name] = value;
        var reply = await asking.InTimeAsync(() => SubmitAsync(sent.Spot, about, inputs, sent.Key), late => Tell(sent.Spot, late));
        return reply switch
        {
            Reply.Done => await AfterAsync(memory),
            Reply.InField wrong => await AgainAsync(sent, memory, about, (wrong.Input, wrong.Why.Text)),
            // Nothing was recorded; what was filled in stays where it is.
            Reply.Tell failed when sent.Values.Keys.FirstOrDefault() is { } field => await AgainAsync(sent, memory, about, (field, failed.Lines[0])),
            _ => InvokeResponses.Dialog(await dialogs.DrawAsync(reply, memory)),
        };
    }

    /// <summary>The same dialog once more, with what was filled in and what is wrong with it.</summary>
    private async Task<object> AgainAsync(IncomingAction.Sent sent, CardState memory, Button about, (string, Prose) wrong) =>
        InvokeResponses.Dialog(await dialogs.DrawAsync(await asking.SafelyAsync(() => PressAsync(sent.Spot, about, sent.Key)), memory, sent.Values, wrong));

    /// <summary>Where it was pressed from the phases, they come back; else the dialog is closed.</summary>
    private async Task<object?> AfterAsync(CardState memory) =>
        memory.Run is { } run ? InvokeResponses.Dialog(await dialogs.DrawAsync(new Reply.Phases(new RunId(run)), memory)) : null;

    private async Task TakenAsync(IncomingAction.FileTaken taken)
    {
        if (taken.Upload is not { } upload || taken.Memory?.Button is not { } button) return;
        if (await asking.InTimeAsync(() => PressAsync(taken.Spot, button, ""), late => Tell(taken.Spot, late)) is Reply.Open open) consents.Deliver(taken.Spot, open, upload);
    }

    private async Task<Reply> SayAsync(ActivitySource source, string text, string key) =>
        await asking.WithBoardAsync(await conversation.SayAsync(await SpeakerAsync(source), text, key, CancellationToken.None), source.Where, CancellationToken.None);

    private async Task<Reply> PressAsync(ActivitySource source, Button button, string key) =>
        await conversation.PressAsync(await SpeakerAsync(source), button, key, CancellationToken.None);

    private async Task<Reply> SubmitAsync(ActivitySource source, Button about, Dictionary<string, string> inputs, string key) =>
        await conversation.SubmitAsync(await SpeakerAsync(source), about, inputs, key, CancellationToken.None);

    private async Task<Speaker> SpeakerAsync(ActivitySource source)
    {
        using (WaitTracker.For(TeamsPlatform.Title)) return await members.SpeakerAsync(source, CancellationToken.None);
    }

    /// <summary>To a client that waits in the answer, to an older one in the personal chat.</summary>
    private object? Answer(IncomingAction.Pressed pressed, Reply? reply)
    {
        if (reply is Reply.Open open) consents.Offer(pressed.Spot, open);
        if (pressed.HasAnswer) return InvokeResponses.Line(Plain(reply is Reply.Open file ? $"{file.Text} is offered in your chat with the bot." : Prose.Join("\n", Lines(reply))));
        if (reply is not Reply.Open) Tell(pressed.Spot, reply);
        return null;
    }

    private void Tell(ActivitySource to, Reply? reply)
    {
        if (reply is Reply.Open open) consents.Offer(to, open);
        // The bot answers in the chat with this person, and a run begins in a channel.
        else if (reply is Reply.Ask { Dialog.Typed: { } typed }) answers.Send(to, [typed]);
        // A dialog opens from a button only: the person presses once more.
        else if (reply is Reply.Ask { Dialog: { About: { } about } dialog }) answers.Send(to, [$"{dialog.Title}: this asks first. Press to go on."], ButtonWriter.Of(about));
        else if (Lines(reply) is { Length: > 0 } lines) answers.Send(to, lines, reply is Reply.Tell { Board: { } board } ? [ButtonWriter.To("Open the board", board)] : []);
    }

    private static ImmutableArray<Prose> Lines(Reply? reply) => reply switch
    {
        Reply.Waiting waiting => [waiting.Text],
        Reply.Done done => [done.Text],
        Reply.Refused refused => [refused.Why.Text],
        Reply.InField wrong => [wrong.Why.Text],
        Reply.Tell tell => tell.Lines,
        _ => [],
    };

    private static string Plain(Prose text) => Legible.Visible(text.ToString());

    [LoggerMessage(Level = LogLevel.Debug, Message = "Nothing to do in Teams: {Kind}")]
    private partial void LogIgnored(string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "The app was added in {Conversation}")]
    private partial void LogJoined(string conversation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The app was taken out of {Conversation}: nobody there sees or asks anything.")]
    private partial void LogLeft(string conversation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} sent a button that is not ours")]
    private partial void LogStrangeButton(Identity who);

    private static CardState Turned(CardState memory, IReadOnlyDictionary<string, string> values) =>
        memory.From is null && int.TryParse(values.GetValueOrDefault(PhasesCard.Field), out var panel) ? memory with { Panel = panel, From = 0 } : memory;
}
