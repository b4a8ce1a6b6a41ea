using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>A file in three steps: announce it, upload its bytes, complete it.</summary>
internal sealed class FileMethods(Workspace workspace, ConversationAccess reach, Func<Uri> origin)
{
    public IEnumerable<ApiMethod> All =>
    [
        new("files.getUploadURLExternal", "files:write", ApiMethod.Tier4, GetUploadUrl) { DropsJson = true },
        new("files.completeUploadExternal", "files:write", ApiMethod.Tier4, Complete),
    ];

    /// <summary>Takes the bytes at the upload address.</summary>
    public ApiAnswer Upload(string ticket, ReadOnlyMemory<byte> bytes)
    {
        lock (workspace.Gate)
        {
            var file = workspace.Files.FirstOrDefault(file => file.Ticket == ticket);
            if (file is null or { IsCompleted: true }) return ApiAnswer.Plain(404, "not found");
            if (bytes.Length != file.Length) return ApiAnswer.Plain(400, $"expected {file.Length} bytes, got {bytes.Length}");
            workspace.Keep(file with { Bytes = bytes });
            return ApiAnswer.Plain(200, $"OK - {bytes.Length}");
        }
    }

    private ApiAnswer GetUploadUrl(ApiRequest request)
    {
        if (request.Text("filename") is not { } name) return ApiAnswer.Missing("filename");
        if (request.Number("length", 0) is not (> 0 and var length)) return ApiAnswer.Missing("length");
        var file = workspace.Keep(new SlackFile(workspace.Identifiers.Id("F"), name, length, Identifiers.Secret()));
        return ApiAnswer.Ok(new() { ["upload_url"] = new Uri(origin(), $"upload/v1/{file.Ticket}").ToString(), ["file_id"] = file.Id });
    }

    private ApiAnswer Complete(ApiRequest request)
    {
        if (!request.TryStructure("files", out var given) || given is not { ValueKind: JsonValueKind.Array } list)
            return ApiAnswer.Missing("files");
        SlackChannel? channel = null;
        string? thread = null;
        if (request.Text("channel_id") is not null)
        {
            if (reach.RefuseWriting(request, out channel, "channel_id") is { } refusal) return refusal;
            if (reach.RefuseThread(request, channel, out thread) is { } lost) return lost;
        }
        var files = list.EnumerateArray().Select(one => (File: workspace.FindFile(one.Text("id")), Title: one.Text("title"))).ToList();
        // Once only, and only what was uploaded; what exactly Slack calls that is not documented.
        if (files.Count == 0 || !files.TrueForAll(one => one.File is { Bytes: not null, IsCompleted: false })) return ApiAnswer.Error("file_not_found");
        var done = files.ConvertAll(one => workspace.Keep(one.File! with { Title = one.Title, IsCompleted = true, Channel = channel?.Id }));
        if (channel is not null) Share(channel, thread, request.Text("initial_comment") ?? "", done);
        return ApiAnswer.Ok(new() { ["files"] = new JsonArray([.. done.Select(file => SlackJson.Of(file, workspace.App))]) });
    }

    private void Share(SlackChannel channel, string? thread, string comment, List<SlackFile> files) =>
        workspace.Keep(new SlackMessage(channel.Id, workspace.Identifiers.Ts(), workspace.App.BotUserId)
        {
            ThreadTs = thread,
            Versions = [new(comment, Json.EmptyArray, workspace.Identifiers.Now)],
            Files = files,
        });
}
