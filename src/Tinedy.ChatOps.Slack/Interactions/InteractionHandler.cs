using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Chat.Endpoints;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Dialogs;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>
/// One act in Slack, whichever way it came: it is brought to the conversation, and its answer goes back when it is durable. Slack waits
/// three seconds; when the database needs longer, the person is told so, and the outcome follows.
/// </summary>
internal sealed partial class InteractionHandler(
    Conversation conversation, WorkspaceDirectory workspace, DialogService dialogs, HomeTabs homeTabs, PrivateAnswers answers, ChatAnswers<InteractionHandler> asking, SlackSettings settings, SlackHealth health, ReplayGuard heard,
    ILogger<InteractionHandler> logger)
{
    private const string Platform = SlackPlatform.Title;

    /// <summary>What goes back to Slack in the answer itself; null: nothing but that it was received.</summary>
    public async Task<JsonNode?> HandleAsync(IncomingAction incoming)
    {
        switch (incoming)
        {
            case IncomingAction.Typed typed: return await TypedAsync(typed);
            case IncomingAction.Sent sent: return await SentAsync(sent);
            case IncomingAction.Pressed pressed: await PressedAsync(pressed); return null;
            case IncomingAction.Mentioned mentioned: await MentionedAsync(mentioned); return null;
            case IncomingAction.HomeOpened home: homeTabs.Publish(home.Who); return null;
            case IncomingAction.Removed removed: health.Removed(removed.Why); return null;
            case IncomingAction.Other other: LogIgnored(other.Kind); return null;
            default: throw new System.Diagnostics.UnreachableException(incoming.GetType().Name);
        }
    }

    private async Task<JsonNode?> TypedAsync(IncomingAction.Typed typed)
    {
        if (!string.Equals(typed.Command, settings.Command, StringComparison.OrdinalIgnoreCase))
            return Ephemeral(Posts.Private([$"Not understood: this service answers to {settings.Command}."], new Markup(typed.Who.Tenant)));
        var from = new Speaker(typed.Who, typed.Channel);
        if (Conversation.AsksFirst(typed.Text.Read()))
        {
            dialogs.Open(from, typed.Trigger, typed.Answer, null, "the run", ct => SayAsync(from, typed.Text, typed.Key, ct));
            return null;
        }
        var reply = await asking.InTimeAsync(() => SayAsync(from, typed.Text, typed.Key, CancellationToken.None), late => Tell(from, typed.Answer, null, late));
        if (reply is Reply.Ask)
        {
            dialogs.Open(from, typed.Trigger, typed.Answer, null, "what there is", _ => Task.FromResult(reply));
            return null;
        }
        return reply is Reply.Open open ? Bring(from, typed.Answer, open) : Said(from, reply) is { } message ? Ephemeral(message) : null;
    }

    private async Task MentionedAsync(IncomingAction.Mentioned mentioned)
    {
        // Slack repeats an event that it thinks got lost: it has no second effect, and need not be answered twice.
        if (!heard.TryUse(mentioned.Key)) return;
        var from = new Speaker(mentioned.Who, mentioned.Channel);
        var reply = await asking.InTimeAsync(() => SayAsync(from, mentioned.Text, mentioned.Key, CancellationToken.None), late => Tell(from, null, mentioned.Thread, late));
        Tell(from, null, mentioned.Thread, reply);
    }

    private async Task PressedAsync(IncomingAction.Pressed pressed)
    {
        var memory = pressed.View is { } view ? ViewState.Read(view.Metadata) : null;
        var from = new Speaker(pressed.Who, pressed.Channel ?? memory?.Where);
        if (pressed.ActionId == ButtonWriter.Link) return;
        if (memory?.Phases is not null && pressed.View is { } phases && TurnOf(pressed, memory) is { } turned)
        {
            dialogs.Redraw(from, phases.Id, turned);
            return;
        }
        if (!ButtonWriter.IsPress(pressed.ActionId) || ButtonCode.Read(pressed.Value) is not { } button)
        {
            LogStrangeButton(pressed.Who, pressed.ActionId);
            answers.Send(from, pressed.Answer, null, Posts.Private([SystemMessages.NotOurs], new Markup(pressed.Who.Tenant)));
            return;
        }
        if (button.AsksFirst || button.Verb == Verb.FullOutput)
        {
            dialogs.Open(from, pressed.Trigger, pressed.Answer, pressed.View?.Type == "modal" ? memory : null, button.Verb == Verb.Start ? "what there is" : $"run {button.Run}", ct => PressAsync(from, button, pressed.Key, ct));
            return;
        }
        var reply = await asking.InTimeAsync(() => PressAsync(from, button, pressed.Key, CancellationToken.None), late => Tell(from, pressed.Answer, null, late));
        Follow(from, pressed, memory, reply);
    }

    /// <summary>What is seen after a press: where it was pressed, things are drawn anew; only a refusal needs words.</summary>
    private void Follow(Speaker from, IncomingAction.Pressed pressed, ViewState? memory, Reply reply)
    {
        if (reply is Reply.Open open) Bring(from, pressed.Answer, open);
        else if (reply is not Reply.Done) Tell(from, pressed.Answer, null, reply);
        if (pressed.View is { Type: "home" }) homeTabs.Publish(from.Who);
        else if (pressed.View is { } view && memory?.Phases is not null) dialogs.Redraw(from, view.Id, memory);
    }

    private async Task<JsonNode?> SentAsync(IncomingAction.Sent sent)
    {
        if (ViewState.Read(sent.View.Metadata) is not { About: { } code } memory || ButtonCode.Read(code) is not { } about) return Replace(Views.Refused(SystemMessages.NotOurs, new Markup(sent.Who.Tenant)));
        var from = new Speaker(sent.Who, memory.Where);
        var inputs = new Dictionary<string, string>(memory.Carries ?? []);
        foreach (var (name, value) in sent.Values) inputs[name] = value;

        var reply = await asking.InTimeAsync(() => SubmitAsync(from, about, inputs, sent.Key), late => Tell(from, null, null, late));
        switch (reply)
        {
            case Reply.InField wrong:
                return Wrong(wrong.Input, wrong.Why.Text);
            // Nothing was recorded; what was filled in stays where it is.
            case Reply.Tell failed when sent.Values.Keys.FirstOrDefault() is { } field:
                return Wrong(field, failed.Lines[0]);
            case Reply.Waiting waiting:
                return Replace(Views.Refused(waiting.Text, new Markup(sent.Who.Tenant)));
            case Reply.Done:
                if (sent.View.Root != sent.View.Id) dialogs.Redraw(from, sent.View.Root, memory with { About = null, Carries = null });
                return null;
            default:
                return Replace(await dialogs.DrawAsync(from, reply, memory, CancellationToken.None));
        }
    }

    private async Task<Reply> SayAsync(Speaker from, TypedText text, string key, CancellationToken ct)
    {
        var speaker = await SpeakerAsync(from, ct);
        string words;
        using (WaitTracker.For(Platform)) words = text.Read(await workspace.NamesAsync(from.Who, text, ct));
        return await asking.WithBoardAsync(await conversation.SayAsync(speaker, words, key, ct), from.Where, ct);
    }

    private async Task<Reply> PressAsync(Speaker from, Button button, string key, CancellationToken ct) =>
        await conversation.PressAsync(await SpeakerAsync(from, ct), button, key, ct);

    private async Task<Reply> SubmitAsync(Speaker from, Button about, Dictionary<string, string> inputs, string key) =>
        await conversation.SubmitAsync(await SpeakerAsync(from, CancellationToken.None), about, inputs, key, CancellationToken.None);

    private async Task<Speaker> SpeakerAsync(Speaker from, CancellationToken ct)
    {
        using (WaitTracker.For(Platform)) return await workspace.SpeakerAsync(from.Who, from.Where, ct);
    }

    private void Tell(Speaker to, Uri? answer, string? thread, Reply reply)
    {
        if (reply is Reply.Open open) answers.Bring(to, answer, thread, open);
        else if (Said(to, reply) is { } message) answers.Send(to, answer, thread, message);
    }

    private static Message? Said(Speaker to, Reply reply)
    {
        var markup = new Markup(to.Who.Tenant);
        return reply switch
        {
            Reply.Waiting waiting => Posts.Private([waiting.Text], markup),
            Reply.Done done => Posts.Private([done.Text], markup),
            Reply.Refused refused => Posts.Private([refused.Why.Text], markup),
            Reply.InField wrong => Posts.Private([wrong.Why.Text], markup),
            Reply.Tell { Board: { } board } tell => Posts.Private(tell.Lines, markup, ButtonWriter.To("Open the board", board)),
            Reply.Tell tell => Posts.Private(tell.Lines, markup),
            // Without a trigger no dialog opens: the person presses once more.
            Reply.Ask { Dialog: { About: { } about } dialog } => Posts.Private([$"{dialog.Title}: this asks first. Press to go on."], markup, ButtonWriter.Of(about)),
            _ => null,
        };
    }

    private JsonNode? Bring(Speaker to, Uri? answer, Reply.Open open)
    {
        answers.Bring(to, answer, null, open);
        return null;
    }

    private static ViewState? TurnOf(IncomingAction.Pressed pressed, ViewState memory) =>
        !int.TryParse(pressed.Value, out var number) ? null
        : pressed.ActionId == PhasesView.Choose ? memory with { Panel = number, From = 0 }
        : pressed.ActionId.StartsWith(PhasesView.Turn, StringComparison.Ordinal) ? memory with { From = number }
        : null;

    private static JsonNode? Ephemeral(Message message) =>
        JsonNode.Parse(SlackJson.Write(new { response_type = "ephemeral", message.Text, message.Blocks }));

    private static JsonObject Wrong(string field, Prose why) =>
        new() { ["response_action"] = "errors", ["errors"] = new JsonObject { [field] = why.ToString() } };

    private static JsonObject Replace(View view) => new() { ["response_action"] = "update", ["view"] = JsonNode.Parse(SlackJson.Write(view)) };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Nothing to do in Slack: {Kind}")]
    private partial void LogIgnored(string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} sent a button that is not ours: {Action}")]
    private partial void LogStrangeButton(Identity who, string action);
}
