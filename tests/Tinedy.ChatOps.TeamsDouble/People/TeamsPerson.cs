using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.TeamsDouble.Tenants;

namespace Tinedy.ChatOps.TeamsDouble.People;

/// <summary>One person with a client of Teams.</summary>
public sealed class TeamsPerson(TeamsServer teams, Member member, TimeProvider time)
{
    private const string Space = "\u00a0";

    public string ObjectId => member.ObjectId;

    /// <summary>The personal chat with the bot.</summary>
    public string Chat => Tenant.ChatOf(member.ObjectId);

    /// <summary>Mentions the bot in a channel or a group chat, as a client writes it.</summary>
    /// <param name="root">The message in whose thread it is written; null: a message of its own.</param>
    public Task<Delivery> SayAsync(string conversation, string words, string? root = null) => teams.ActivitySender.BringAsync(Said(conversation, words, root));

    public JsonObject Said(string conversation, string words, string? root = null)
    {
        var at = $"<at>{teams.App.BotName}</at>";
        var id = root is null ? teams.Tenant.NewRoot(conversation) : teams.Tenant.NewId();
        var activity = Activity("message", InThread(conversation, root ?? id), id);
        activity["textFormat"] = "plain";
        activity["text"] = $"{at}{Space}{words.Replace(" ", Space, StringComparison.Ordinal)}\r\n";
        activity["attachments"] = Html($"""<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">{teams.App.BotName}</span>&nbsp;""", words);
        activity["entities"] = new JsonArray(
            new JsonObject { ["type"] = "mention", ["text"] = at, ["mentioned"] = new JsonObject { ["id"] = teams.App.BotId, ["name"] = teams.App.BotName } },
            new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-US", ["platform"] = "Web" });
        return activity;
    }

    /// <summary>Writes to the bot alone.</summary>
    public Task<Delivery> WriteAsync(string words)
    {
        var activity = Activity("message", Chat, teams.Tenant.NewId());
        activity["text"] = words;
        activity["attachments"] = Html("", words);
        return teams.ActivitySender.BringAsync(activity);
    }

    /// <summary>What a client makes of what is typed: every line a paragraph, the letters of HTML escaped, spaces beside each other unbreakable.</summary>
    public static string HtmlOf(string words, string before = "") => string.Concat(words.Split('\n').Select((line, at) => $"<p>{(at == 0 ? before : "")}{Escaped(line)}</p>\n"));

    private static JsonArray Html(string before, string words) => [new JsonObject { ["contentType"] = "text/html", ["content"] = HtmlOf(words, before) }];

    private static string Escaped(string line) => line.Length == 0 ? "<br>" : line.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("  ", " &nbsp;", StringComparison.Ordinal);

    /// <summary>Presses a button that opens no dialog.</summary>
    public Task<Delivery> ExecuteAsync(TeamsMessage on, TeamsButton button, string trigger = "manual") => teams.ActivitySender.BringAsync(Executed(on, button.Json, trigger));

    /// <summary>What an older client does with the same button.</summary>
    public Task<Delivery> SubmitAsMessageAsync(TeamsMessage on, TeamsButton button)
    {
        var activity = Activity("message", InThread(on.Conversation, on.Root ?? on.Id), teams.Tenant.NewId());
        activity["replyToId"] = on.Id;
        activity["value"] = JsonNode.Parse(button.Data.GetRawText());
        return teams.ActivitySender.BringAsync(activity);
    }

    public JsonObject Executed(TeamsMessage on, JsonElement action, string trigger)
    {
        var activity = Activity("invoke", InThread(on.Conversation, on.Root ?? on.Id), "f:" + Guid.NewGuid().ToString());
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = on.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = action.GetProperty("verb").GetString(), ["data"] = JsonNode.Parse(action.GetProperty("data").GetRawText()) },
            ["trigger"] = trigger,
        };
        return activity;
    }

    /// <summary>The client shows the card and asks for it again, as clients do by themselves.</summary>
    public Task<Delivery> LookAsync(TeamsMessage at) =>
        teams.ActivitySender.BringAsync(Executed(at, at.Card!.Refresh ?? throw new InvalidOperationException("The card is not asked for again."), "automatic"));

    /// <summary>Presses a button that opens a dialog.</summary>
    public Task<Delivery> FetchAsync(TeamsMessage on, TeamsButton button) => teams.ActivitySender.BringAsync(Asked("task/fetch", InThread(on.Conversation, on.Root ?? on.Id), on.Id, button.Data, new Dictionary<string, string>()));

    /// <summary>Presses a button in a dialog, with everything that is filled in there.</summary>
    public Task<Delivery> SubmitAsync(TeamsDialog dialog, TeamsButton button, IReadOnlyDictionary<string, string> values) =>
        teams.ActivitySender.BringAsync(Asked("task/submit", dialog.Conversation, null, button.Data, values));

    /// <summary>Takes the file that is offered in a message.</summary>
    public Task<Delivery> TakeAsync(TeamsMessage offer)
    {
        var consent = offer.Attachment("application/vnd.microsoft.teams.card.file.consent")!.Value;
        var name = consent.GetProperty("name").GetString()!;
        var upload = Guid.NewGuid().ToString("N");
        var activity = Activity("invoke", Chat, "f:" + Guid.NewGuid().ToString());
        activity["name"] = "fileConsent/invoke";
        activity["replyToId"] = offer.Id;
        activity["value"] = new JsonObject
        {
            ["type"] = "fileUpload",
            ["action"] = "accept",
            ["context"] = JsonNode.Parse(consent.GetProperty("content").GetProperty("acceptContext").GetRawText()),
            ["uploadInfo"] = new JsonObject
            {
                ["contentUrl"] = new Uri(teams.Origin, $"files/{name}").AbsoluteUri,
                ["name"] = name,
                ["uploadUrl"] = new Uri(teams.Origin, $"uploads/{upload}").AbsoluteUri,
                ["uniqueId"] = upload,
                ["fileType"] = Path.GetExtension(name).TrimStart('.'),
            },
        };
        return teams.ActivitySender.BringAsync(activity);
    }

    /// <summary>Adds the app for themselves, or takes it away.</summary>
    public Task<Delivery> InstallAsync(bool add)
    {
        teams.Tenant.AddMember(teams.Tenant.Member(member.ObjectId) with { HasApp = add });
        return InstallAsync(Chat, add);
    }

    /// <summary>Adds the app to a channel or a chat, or takes it away there. Teams tells of it twice, in two kinds of activity.</summary>
    public async Task<Delivery> InstallAsync(string conversation, bool add)
    {
        var moved = Activity("conversationUpdate", conversation, teams.Tenant.NewId());
        moved[add ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = teams.App.BotId });
        await teams.ActivitySender.BringAsync(moved);
        var activity = Activity("installationUpdate", conversation, teams.Tenant.NewId());
        activity["action"] = add ? "add" : "remove";
        return await teams.ActivitySender.BringAsync(activity);
    }

    /// <summary>Any activity of this person, for a test that changes it.</summary>
    public JsonObject Activity(string type, string conversation, string id) => new()
    {
        ["type"] = type,
        ["id"] = id,
        ["timestamp"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["channelId"] = "msteams",
        ["serviceUrl"] = teams.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = member.Account, ["name"] = member.Name, ["aadObjectId"] = member.ObjectId },
        ["recipient"] = new JsonObject { ["id"] = teams.App.BotId, ["name"] = teams.App.BotName },
        ["conversation"] = new JsonObject
        {
            ["id"] = conversation,
            ["conversationType"] = conversation == Chat ? "personal" : conversation.Contains("@thread.tacv2", StringComparison.Ordinal) ? "channel" : "groupChat",
            ["isGroup"] = conversation != Chat,
            ["tenantId"] = teams.App.TenantId,
        },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = teams.App.TenantId } },
    };

    private JsonObject Asked(string name, string conversation, string? message, JsonElement data, IReadOnlyDictionary<string, string> values)
    {
        var all = JsonNode.Parse(data.GetRawText())!.AsObject();
        foreach (var (field, value) in values) all[field] = value;
        var activity = Activity("invoke", conversation, "f:" + Guid.NewGuid().ToString());
        activity["name"] = name;
        if (message is not null) activity["replyToId"] = message;
        activity["value"] = new JsonObject { ["data"] = all, ["context"] = new JsonObject { ["theme"] = "default" } };
        return activity;
    }

    private string InThread(string conversation, string root) => conversation.Contains("@thread.tacv2", StringComparison.Ordinal) ? $"{conversation};messageid={root}" : conversation;
}
