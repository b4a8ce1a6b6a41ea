using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Showing a run in another place too. Whoever is there sees it and, if the list knows them, works on it: operators decide that.</summary>
internal static class MirrorRules
{
    public static Verdict Mirror(DecisionContext ask, Command.Mirror mirror)
    {
        if (ask.UnlessOperator($"Not shown") is { } notOperator) return notOperator;
        return ask.Run.Mirrors.Contains(mirror.Place) ? new Verdict.Accepted([]) : new RunEvent.Mirrored(mirror.Place);
    }
}
