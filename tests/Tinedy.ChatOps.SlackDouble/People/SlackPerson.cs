using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Api;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>A person at a Slack client: what they do arrives at the bot exactly as Slack would bring it.</summary>
public sealed class SlackPerson
{
    private readonly Workspace _workspace;
    private readonly Payloads _payloads;
    private readonly EventSender _sender;
    private readonly EventMail _events;
    private readonly Answers _answers;

    internal SlackPerson(string id, Workspace workspace, Payloads payloads, EventSender sender, EventMail events, Answers answers)
    {
        Id = id;
        (_workspace, _payloads, _sender, _events, _answers) = (workspace, payloads, sender, events, answers);
    }

    public string Id { get; }

    /// <summary>The conversation with the bot alone, in which one may type and mention as well.</summary>
    public string DirectChannel => _workspace.ImWith(Id).Id;

    private SlackUser User => _workspace.User(Id);

    /// <summary>Types a slash command. Slack lets nobody do so in a thread.</summary>
    public async Task<Delivery> CommandAsync(string channel, string text = "", string command = "/migrate")
    {
        MustHave("commands");
        var act = _workspace.BeginAct(Id, channel);
        var typed = _workspace.App.ShouldEscapeCommands ? Typing.WithMentions(text.Trim(), _workspace) : Typing.Escaped(text.Trim());
        var payload = _payloads.Command(act, User, _workspace.Channel(channel), command, typed);
        return _answers.ToCommand(act, await _sender.DeliverAsync(new(RawRequest.Commands, payload), act));
    }

    /// <summary>Presses a button, or chooses an option, of what is on the screen: a message, a whisper, a modal, the home.</summary>
    public Task<Delivery> ClickAsync(SlackContent on, SlackButton button) => on switch
    {
        SlackView view => ClickInViewAsync(view, button),
        SlackHome home => ClickInViewAsync(SlackJson.Of(home, _workspace.App), null, button),
        SlackMessage message => ClickInChannelAsync(message, message.Channel, button),
        SlackEphemeral whisper when whisper.User == Id => ClickInChannelAsync(whisper, whisper.Channel, button),
        _ => throw new InvalidOperationException($"{Id} does not see that."),
    };

    /// <summary>The same by its label or its accessibility label.</summary>
    public Task<Delivery> ClickAsync(SlackContent on, string label) => ClickAsync(on, on.Button(label));

    /// <summary>Presses a button in a modal whose fields hold these values by now.</summary>
    public Task<Delivery> ClickInViewAsync(SlackView view, SlackButton button, params IReadOnlyList<(string Field, string Value)> values)
    {
        var now = _workspace.View(view.Id);
        return ClickInViewAsync(SlackJson.Of(now, _workspace.App, new ViewFields(now, values).Fill()), now.Id, button);
    }

    /// <summary>
    /// Fills the fields in, each named by its label, its <c>block_id</c> or its <c>action_id</c> (checkboxes once for each tick), and submits
    /// the modal as it is now. What Slack's own client finds missing never reaches the bot.
    /// </summary>
    public async Task<Delivery> SubmitAsync(SlackView view, params IReadOnlyList<(string Field, string Value)> values)
    {
        var now = _workspace.View(view.Id);
        var fields = new ViewFields(now, values);
        var state = fields.Fill();
        var act = _workspace.BeginAct(Id, channel: null, view: now.Id);
        var mail = new Mail(RawRequest.Interactions, _payloads.Submission(act, User, SlackJson.Of(now, _workspace.App, state)));
        if (fields.Errors.Count > 0) return new(_workspace, mail.ToRequest(), act) { WasSent = false, Errors = fields.Errors };
        return _answers.ToSubmission(act, await _sender.DeliverAsync(mail, act));
    }

    /// <summary>Closes the modal; null when the app did not ask to be told.</summary>
    public async Task<Delivery?> CloseAsync(SlackView view)
    {
        var now = _workspace.View(view.Id);
        var clears = now.Json.Flag("clear_on_close");
        if (clears) _workspace.ClearViews(now.RootId);
        else _workspace.CloseView(now);
        if (!now.Json.Flag("notify_on_close")) return null;
        return await _sender.DeliverAsync(new(RawRequest.Interactions, _payloads.Closing(User, now, clears)));
    }

    /// <summary>Writes a message that nobody is told of.</summary>
    public SlackMessage Say(string channel, string text, string? threadTs = null) => _workspace.Keep(
        new SlackMessage(_workspace.Channel(channel).Id, _workspace.Identifiers.Ts(), Id)
        {
            ThreadTs = threadTs,
            Versions = [new(Typing.WithMentions(text, _workspace), Json.EmptyArray, _workspace.Identifiers.Now)],
        });

    /// <summary>Mentions the bot in front of this text, at the top or in a thread.</summary>
    public async Task<Delivery> MentionAsync(string channel, string text, string? threadTs = null)
    {
        MustHave("app_mentions:read");
        var message = Say(channel, $"@{_workspace.App.BotUserId} {text}", threadTs);
        var what = new JsonObject
        {
            ["type"] = "app_mention",
            ["user"] = Id,
            ["text"] = message.Text,
            ["ts"] = message.Ts,
            ["channel"] = channel,
            ["team"] = User.TeamId,
            ["event_ts"] = message.Ts,
        };
        if (threadTs is not null) what["thread_ts"] = threadTs;
        return await _events.SendAsync(what, _workspace.Channel(channel).IsExtShared) with { Message = message };
    }

    /// <summary>Opens the app's home.</summary>
    public Task<Delivery> OpenHomeAsync()
    {
        var what = new JsonObject
        {
            ["type"] = "app_home_opened",
            ["user"] = Id,
            ["channel"] = DirectChannel,
            ["tab"] = "home",
            ["event_ts"] = _workspace.Identifiers.Ts(),
        };
        if (_workspace.HomeOf(Id) is { } home) what["view"] = SlackJson.Of(home, _workspace.App);
        return _events.SendAsync(what);
    }

    private async Task<Delivery> ClickInChannelAsync(SlackContent on, string channel, SlackButton button)
    {
        var act = _workspace.BeginAct(Id, channel, on);
        return await _sender.DeliverAsync(new(RawRequest.Interactions, _payloads.Click(act, User, _workspace.Channel(channel), on, button)), act);
    }

    private async Task<Delivery> ClickInViewAsync(JsonObject view, string? viewId, SlackButton button)
    {
        var act = _workspace.BeginAct(Id, channel: null, view: viewId);
        return await _sender.DeliverAsync(new(RawRequest.Interactions, _payloads.ClickInView(act, User, view, button)), act);
    }

    private void MustHave(string scope)
    {
        if (!_workspace.App.Has(scope)) throw new InvalidOperationException($"Without {scope} Slack sends the app nothing of this.");
    }
}
