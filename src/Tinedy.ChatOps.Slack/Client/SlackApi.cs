using System.Globalization;
using System.Text.Json;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Client;

/// <summary>The methods that we use, typed. A library could take this folder's place.</summary>
internal sealed class SlackApi(SlackClient client)
{
    /// <summary>Under this type, messages carry the token by which they are found again.</summary>
    public const string MetadataType = "tinedy_post";

    /// <summary>Pages of a history that are looked through for one message.</summary>
    private const int MostPages = 5;

    private volatile Uri? workspace;

    public async Task<JsonElement> WhoAmIAsync(CancellationToken ct)
    {
        var answer = await client.ReadAsync("auth.test", [], ct);
        if (Uri.TryCreate(answer.Text("url"), UriKind.Absolute, out var address)) workspace = address;
        return answer;
    }

    public Task<JsonElement> UserAsync(string user, CancellationToken ct) => client.ReadAsync("users.info", [new("user", user)], ct);

    public Task<JsonElement> ChannelAsync(string channel, CancellationToken ct) => client.ReadAsync("conversations.info", [new("channel", channel)], ct);

    /// <summary>Posts a message and answers its timestamp, which is its name in the channel.</summary>
    public async Task<string> PostAsync(string channel, Message message, string token, string? thread, CancellationToken ct)
    {
        var posted = await client.WriteAsync("chat.postMessage", new
        {
            channel,
            message.Text,
            message.Blocks,
            thread_ts = thread,
            metadata = new { event_type = MetadataType, event_payload = new { token } },
            unfurl_links = false,
            unfurl_media = false,
            link_names = false,
            parse = "none",
        }, ct, channel);
        return posted.Text("ts") ?? throw new SlackUnavailableException("chat.postMessage", "the answer names no message");
    }

    /// <summary>Text and blocks always together: text alone would delete the blocks.</summary>
    public Task UpdateAsync(string channel, string ts, Message message, CancellationToken ct) =>
        client.WriteAsync("chat.update", new { channel, ts, message.Text, message.Blocks, link_names = false, parse = "none" }, ct);

    public Task PinAsync(string channel, string ts, CancellationToken ct) => client.WriteAsync("pins.add", new { channel, timestamp = ts }, ct);

    /// <summary>
    /// Where a message is read in a browser, as Slack's "Copy link" makes it: from the workspace's address and not by a call, so that no
    /// letter waits for the channel that it leads to. Null until Slack has said what that address is.
    /// </summary>
    public string? LinkTo(string channel, string ts) =>
        workspace is null ? null : new Uri(workspace, $"archives/{channel}/p{ts.Replace(".", "", StringComparison.Ordinal)}").AbsoluteUri;

    /// <summary>The message that carries a token; null when people do not see it. Only what is newer than a moment is looked at.</summary>
    public async Task<string?> FindAsync(string channel, string? thread, string token, CancellationToken ct) =>
        (await FindAsync(channel, thread, message => message.Text("metadata", "event_payload", "token") == token, ct))?.Text("ts");

    /// <summary>The file of a name in a thread; null when there is none.</summary>
    public async Task<string?> FindFileAsync(string channel, string thread, string name, CancellationToken ct) =>
        await FindAsync(channel, thread, message => message.List("files").Any(file => file.Text("name") == name), ct) is { } found
            ? found.List("files").First(file => file.Text("name") == name).Text("id")
            : null;

    /// <summary>The channel of direct messages with a person.</summary>
    public async Task<string> DirectAsync(string user, CancellationToken ct) =>
        (await client.WriteAsync("conversations.open", new { users = user }, ct)).Text("channel", "id") ?? throw new SlackUnavailableException("conversations.open", "the answer names no channel");

    /// <summary>Says something that only one person sees, and only as long as they are there.</summary>
    public Task WhisperAsync(string channel, string user, string? thread, Message message, CancellationToken ct) =>
        client.WriteAsync("chat.postEphemeral", new { channel, user, message.Text, message.Blocks, thread_ts = thread, link_names = false, parse = "none" }, ct);

    public Task RespondAsync(Uri where, Message message, CancellationToken ct) =>
        client.RespondAsync(where, new { response_type = "ephemeral", replace_original = false, message.Text, message.Blocks }, ct);

    /// <summary>Opens a modal and answers its id and hash. The trigger lives three seconds and works once.</summary>
    public async Task<OpenView> OpenViewAsync(string trigger, View view, bool onTop, CancellationToken ct)
    {
        var opened = await client.WriteAsync(onTop ? "views.push" : "views.open", new { trigger_id = trigger, view }, ct);
        return new(opened.Text("view", "id") ?? throw new SlackUnavailableException("views.open", "the answer names no view"), opened.Text("view", "hash"));
    }

    /// <summary>Fills a modal; with its hash, only as long as nobody else has.</summary>
    public Task UpdateViewAsync(OpenView open, View view, CancellationToken ct) => client.WriteAsync("views.update", new { view_id = open.Id, hash = open.Hash, view }, ct);

    public Task PublishHomeAsync(string user, View view, CancellationToken ct) => client.WriteAsync("views.publish", new { user_id = user, view }, ct);

    /// <summary>The three steps of an upload; answers the file's id. It appears when the last step is done, and only then.</summary>
    public async Task<string> UploadAsync(string channel, string? thread, string name, string title, byte[] bytes, CancellationToken ct)
    {
        var place = await client.ReadAsync("files.getUploadURLExternal", [new("filename", name), new("length", bytes.Length.ToString(CultureInfo.InvariantCulture))], ct);
        if (place.Text("file_id") is not { } id || !Uri.TryCreate(place.Text("upload_url"), UriKind.Absolute, out var address))
            throw new SlackUnavailableException("files.getUploadURLExternal", "the answer names no address");
        await client.UploadAsync(address, bytes, ct);
        await client.WriteAsync("files.completeUploadExternal", new { files = new[] { new { id, title } }, channel_id = channel, thread_ts = thread }, ct);
        return id;
    }

    /// <summary>A one-time address for a socket: a secret as long as it is unused.</summary>
    public async Task<Uri> SocketAsync(CancellationToken ct) =>
        Uri.TryCreate((await client.AsAppAsync("apps.connections.open", ct)).Text("url"), UriKind.Absolute, out var address)
            ? address
            : throw new SlackUnavailableException("apps.connections.open", "the answer names no address");

    private async Task<JsonElement?> FindAsync(string channel, string? thread, Func<JsonElement, bool> isIt, CancellationToken ct)
    {
        var cursor = "";
        for (var page = 0; page < MostPages; page++)
        {
            List<KeyValuePair<string, string>> arguments = [new("channel", channel), new("limit", "200"), new("include_all_metadata", "true")];
            if (cursor.Length > 0) arguments.Add(new("cursor", cursor));
            if (thread is not null) arguments.Add(new("ts", thread));
            var found = await client.ReadAsync(thread is null ? "conversations.history" : "conversations.replies", arguments, ct);
            foreach (var message in found.List("messages").Where(isIt)) return message;
            cursor = found.Text("response_metadata", "next_cursor") ?? "";
            if (cursor.Length == 0) break;
        }
        return null;
    }
}

/// <param name="Hash">Of what it shows; null when Slack did not say.</param>
internal sealed record OpenView(string Id, string? Hash = null);
