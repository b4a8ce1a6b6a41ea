using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Api;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>Does what the bot's answer to an act says, as Slack does, or shows the person that it could not.</summary>
internal sealed class Answers(Workspace workspace, ResponseUrlDoor door)
{
    /// <summary>What a modal says when the app's answer was none: it stays open, with what was typed.</summary>
    public const string NoConnection = "We had some trouble connecting. Try again?";

    /// <summary>A command may be answered in the body itself: text, or a message as a response address takes it.</summary>
    public Delivery ToCommand(Act act, Delivery delivery)
    {
        if (!delivery.IsOk || string.IsNullOrWhiteSpace(delivery.Body)) return delivery;
        var isMessage = delivery.Json is { ValueKind: JsonValueKind.Object };
        var said = new ApiRequest(isMessage ? delivery.Json!.Value : new JsonObject { ["text"] = delivery.Body }.Frozen());
        // {} is an acknowledgement with nothing to say.
        if (isMessage && !said.Arguments.EnumerateObject().Any()) return delivery;
        ApiAnswer answer;
        lock (workspace.Gate) answer = door.Say(act, said, WhisperedBy.CommandAnswer);
        return answer.IsOk ? delivery : delivery with { Trouble = Complain(answer) };
    }

    /// <summary>A submission is answered by what becomes of the modal.</summary>
    public Delivery ToSubmission(Act act, Delivery delivery)
    {
        lock (workspace.Gate)
        {
            if (workspace.FindView(act.ViewId) is not { IsOpen: true } view) return delivery;
            if (!delivery.IsOk) return delivery with { Trouble = NoConnection };
            if (string.IsNullOrWhiteSpace(delivery.Body)) return Close(view, delivery);
            if (delivery.Json is not { ValueKind: JsonValueKind.Object } answer) return Trouble(delivery, "The answer to a submission was no JSON.");
            return answer.Text("response_action") switch
            {
                null => Close(view, delivery),
                "clear" => Clear(view, delivery),
                "errors" => ShowErrors(view, answer, delivery),
                "update" => ShowView(answer, delivery, json => workspace.UpdateView(view, json)),
                "push" => ShowView(answer, delivery, json => workspace.PushView(view.RootId, act.Id, json)),
                var other => Trouble(delivery, $"There is no response_action {other}."),
            };
        }
    }

    private Delivery Close(SlackView view, Delivery delivery)
    {
        workspace.CloseView(view);
        return delivery;
    }

    private Delivery Clear(SlackView view, Delivery delivery)
    {
        workspace.ClearViews(view.RootId);
        return delivery;
    }

    private Delivery ShowErrors(SlackView view, JsonElement answer, Delivery delivery)
    {
        var inputs = view.Blocks.EnumerateArray().Where(block => block.Text("type") == "input").Select(block => block.Text("block_id")).ToHashSet();
        var errors = answer.TryMember("errors", out var given) && given.ValueKind == JsonValueKind.Object
            ? given.EnumerateObject().ToDictionary(error => error.Name, error => error.Value.ToString(), StringComparer.Ordinal)
            : [];
        // An error belongs to an input; one for anything else makes Slack drop the whole answer.
        if (errors.Count == 0 || errors.Keys.FirstOrDefault(block => !inputs.Contains(block)) is { } stray)
            return Trouble(delivery, "The errors of a submission are not for its input blocks.");
        workspace.Keep(view with { Errors = errors });
        return delivery with { Errors = errors };
    }

    private Delivery ShowView(JsonElement answer, Delivery delivery, Func<JsonElement, SlackView?> show)
    {
        if (!answer.TryMember("view", out var view)) return Trouble(delivery, "The answer to a submission has no view.");
        if (ViewMethods.Refuse(view, "modal", out var json) is { } refusal) return Trouble(delivery, Complain(refusal));
        return show(json) is null ? Trouble(delivery, "push_limit_reached") : delivery;
    }

    private Delivery Trouble(Delivery delivery, string why)
    {
        workspace.Warn(why);
        return delivery with { Trouble = NoConnection };
    }

    private string Complain(ApiAnswer answer)
    {
        var why = answer.Body.ToJsonString();
        workspace.Warn(why);
        return why;
    }
}
