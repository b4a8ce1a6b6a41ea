using System.Text.Json;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <content>What people did, and the views it opened. The last part of the state: all of it under the one lock.</content>
public sealed partial class Workspace
{
    /// <summary>Slack takes a third view on the stack and no fourth.</summary>
    private const int MostViews = 3;

    private readonly Dictionary<string, Act> _actsByTrigger = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Act> _actsByTicket = new(StringComparer.Ordinal);

    /// <summary>How long a trigger opens a view.</summary>
    internal TimeSpan TriggerLife { get; set; } = TimeSpan.FromSeconds(3);

    internal Act BeginAct(string user, string? channel, SlackContent? source = null, string? view = null)
    {
        var act = new Act(Identifiers.Id("X"), user, Identifiers.Trigger(), Identifiers.Secret(), Identifiers.Now) { TriggerLife = TriggerLife, Channel = channel, Source = source, ViewId = view };
        lock (Gate)
        {
            _actsByTrigger[act.Trigger] = act;
            _actsByTicket[act.Ticket] = act;
        }
        return act;
    }

    internal Act? ActOfTrigger(string? trigger) => Look(() => _actsByTrigger.GetValueOrDefault(trigger ?? ""));

    internal Act? ActOfTicket(string ticket) => Look(() => _actsByTicket.GetValueOrDefault(ticket));

    /// <summary>The conversation with one person, opened when there is none yet.</summary>
    internal SlackChannel ImWith(string user)
    {
        lock (Gate)
        {
            return _channels.Values.FirstOrDefault(channel => channel.IsIm && channel.With == user)
                ?? AddChannel(new(Identifiers.Id("D"), user) { IsIm = true, With = user });
        }
    }

    /// <summary>Opens the first view of a stack.</summary>
    internal SlackView OpenView(Act act, JsonElement json)
    {
        var id = Identifiers.Id("V");
        return Keep(new SlackView(id, id, null, act.User) { Hash = Identifiers.Hash(), Json = json, ActId = act.Id });
    }

    /// <summary>Puts a view on top of the stack; null when the stack is full.</summary>
    internal SlackView? PushView(string root, string actId, JsonElement json)
    {
        var stack = StackOf(root);
        if (stack.Count is 0 or >= MostViews) return null;
        var top = stack[^1];
        return Keep(new SlackView(Identifiers.Id("V"), root, top.Id, top.User) { Hash = Identifiers.Hash(), Json = json, ActId = actId });
    }

    internal SlackView UpdateView(SlackView view, JsonElement json) =>
        Keep(view with { Json = json, Hash = Identifiers.Hash(), Earlier = [.. view.Earlier, view.Json], Errors = NoErrors });

    internal void CloseView(SlackView view) => Keep(view with { IsOpen = false });

    internal void ClearViews(string root)
    {
        foreach (var view in StackOf(root)) CloseView(view);
    }

    private static IReadOnlyDictionary<string, string> NoErrors { get; } = new Dictionary<string, string>();

    private IReadOnlyList<SlackView> StackOf(string root) => [.. Views.Where(view => view.RootId == root && view.IsOpen)];
}
