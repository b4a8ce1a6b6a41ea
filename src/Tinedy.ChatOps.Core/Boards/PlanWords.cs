using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Boards;

/// <summary>How long things take and how late they are, in words (conversation, states C and H, sections 8 and 9).</summary>
internal static class PlanWords
{
    /// <summary>Less than this is not late, on any board.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    /// <summary>"usually 2 min 40 s (2 min 10 s to 3 min 5 s in 3 runs)".</summary>
    public static Prose Usually(Usual usual) => usual.Runs == 1
        ? (Prose)$"took {usual.Median} in 1 earlier run"
        : $"usually {usual.Median} ({usual.Least} to {usual.Most} in {usual.Runs} runs)";

    /// <summary>"expected 22:19", "expected 22:19, 3 min late", "no earlier run".</summary>
    public static Prose Expected(View view, Item step)
    {
        if (view.Plan.Of(step) is not { } usual) return $"no earlier run";
        var end = view.Run[step].LastAttempt!.At + usual.Median;
        return $"expected {end}{Late(view.Now - end, ", ")}";
    }

    /// <summary>", 2 min late"; empty when it is not.</summary>
    public static Prose Late(TimeSpan by, string before) => by >= Noticeable ? (Prose)$"{(Prose)before}{by} late" : Prose.Empty;

    /// <summary>
    /// "plan 45 min, 2 min late": when earlier runs had settled what is settled here, against when this one had. Empty without an earlier run.
    /// </summary>
    public static Prose OfRun(View view)
    {
        var run = view.Run;
        var settled = run.Runbook.Items.Where(run.IsSettled).ToList();
        if (settled.Count == 0 || view.Plan.Until(settled) is not { } plan) return Prose.Empty;
        var real = settled.Max(item => run[item].SettledBy!.Value.At) - run.BeginsAt;
        return $"plan {plan}{Late(real - plan, ", ")}";
    }
}
