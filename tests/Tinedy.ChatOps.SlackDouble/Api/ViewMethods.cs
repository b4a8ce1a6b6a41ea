using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.BlockKit;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary><c>views.*</c>.</summary>
internal sealed class ViewMethods(Workspace workspace)
{
    public IEnumerable<ApiMethod> All =>
    [
        new("views.open", null, ApiMethod.Tier4, Open),
        new("views.push", null, ApiMethod.Tier4, Push),
        new("views.update", null, ApiMethod.Tier4, Update),
        new("views.publish", null, ApiMethod.Tier4, Publish),
    ];

    /// <summary>Why this is no view of that type; null when it is, and then it comes with every id filled in.</summary>
    public static ApiAnswer? Refuse(JsonElement view, string type, out JsonElement stamped)
    {
        stamped = view;
        if (BlockKitValidator.IsTooLarge(view)) return ApiAnswer.Error("view_too_large");
        if (BlockKitValidator.ErrorsOfView(view) is { Count: > 0 } errors) return ApiAnswer.Error("invalid_arguments", errors);
        if (view.Text("type") != type) return ApiAnswer.Error("invalid_arguments", $"must be a {type} [json-pointer:/view/type]");
        var copy = (JsonObject)view.Copy()!;
        copy["blocks"] = BlockStamp.Stamped(view.GetProperty("blocks")).Copy();
        stamped = copy.Frozen();
        return null;
    }

    private ApiAnswer Open(ApiRequest request)
    {
        if (Refuse(request, "modal", out var json) is { } refusal) return refusal;
        if (RefuseTrigger(request, out var act) is { } spent) return spent;
        return Shown(workspace.OpenView(act, json));
    }

    private ApiAnswer Push(ApiRequest request)
    {
        if (Refuse(request, "modal", out var json) is { } refusal) return refusal;
        if (RefuseTrigger(request, out var act) is { } spent) return spent;
        if (workspace.FindView(act.ViewId) is not { IsOpen: true } below) return ApiAnswer.Error("not_found");
        return workspace.PushView(below.RootId, act.Id, json) is { } view ? Shown(view) : ApiAnswer.Error("push_limit_reached");
    }

    private ApiAnswer Update(ApiRequest request)
    {
        if (Refuse(request, "modal", out var json) is { } refusal) return refusal;
        var view = request.Text("view_id") is { } id ? workspace.FindView(id) : OfExternalId(request.Text("external_id"));
        if (view is not { IsOpen: true }) return ApiAnswer.Error("not_found");
        // The guard against two updates that overtake each other: only what was made from the newest view is shown.
        if (request.Text("hash") is { } hash && hash != view.Hash) return ApiAnswer.Error("hash_conflict");
        return Shown(workspace.UpdateView(view, json));
    }

    private ApiAnswer Publish(ApiRequest request)
    {
        if (request.Text("user_id") is not { } user) return ApiAnswer.Missing("user_id");
        if (Refuse(request, "home", out var json) is { } refusal) return refusal;
        if (workspace.FindUser(user) is null or { IsDeleted: true }) return ApiAnswer.Error("user_not_found");
        if (request.Text("hash") is { } hash && workspace.HomeOf(user) is { } shown && shown.Hash != hash) return ApiAnswer.Error("hash_conflict");
        var home = workspace.Keep(new SlackHome(user, workspace.Identifiers.Hash(), json));
        return ApiAnswer.Ok(new() { ["view"] = SlackJson.Of(home, workspace.App) });
    }

    private SlackView? OfExternalId(string? id) =>
        id is null ? null : workspace.Views.LastOrDefault(view => view.IsOpen && view.Json.Text("external_id") == id);

    private ApiAnswer? RefuseTrigger(ApiRequest request, out Act act)
    {
        act = workspace.ActOfTrigger(request.Text("trigger_id"))!;
        if (request.Text("trigger_id") is null) return ApiAnswer.Missing("trigger_id");
        if (act is null) return ApiAnswer.Error("invalid_trigger_id");
        return act.RefuseTrigger(workspace.Identifiers.Now) is { } code ? ApiAnswer.Error(code) : null;
    }

    private static ApiAnswer? Refuse(ApiRequest request, string type, out JsonElement json)
    {
        json = default;
        if (!request.TryStructure("view", out var view)) return ApiAnswer.Error("invalid_arguments", "must be a valid object [json-pointer:/view]");
        return view is { } given ? Refuse(given, type, out json) : ApiAnswer.Missing("view");
    }

    private ApiAnswer Shown(SlackView view) => ApiAnswer.Ok(new() { ["view"] = SlackJson.Of(view, workspace.App) });
}
