using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>How long things take, who says so, and how late they are, in words.</summary>
public static class PlanRows
{
    /// <summary>"rehearsed 2 min 31 s, usually 2 min 40 s (2 min 10 s to 3 min 5 s in 3 runs)"; empty when nobody knows.</summary>
    public static Prose Before(RunView view, Item step) => Prose.Join(", ",
    [
        view.Forecast.Of(step)?.Rehearsed is { } rehearsed ? $"rehearsed {rehearsed}" : Prose.Empty,
        view.Forecast.Usually(step) is { } usual ? Usually(usual) : Prose.Empty,
    ]);

    /// <summary>"expected 22:19", "expected 22:19, 3 min late", "no earlier run".</summary>
    public static Prose Expected(RunView view, Item step)
    {
        if (view.Forecast.Of(step) is not { } planned) return $"no earlier run";
        var end = view.Run[step].LastAttempt!.At + planned.Length;
        return $"expected {end}{ForecastWords.Late(view.Now - end, ", ")}";
    }

    /// <summary>
    /// "plan 45 min (rehearsed), 2 min late": when the rehearsal, else earlier runs, had settled what is settled here, against when this one
    /// had. Empty where there is no plan for it.
    /// </summary>
    public static Prose OfRun(RunView view)
    {
        var run = view.Run;
        var settled = run.Runbook.Items.Where(run.IsSettled).ToList();
        if (settled.Count == 0 || run.BegunAt is not { } begun || view.Forecast.Until(run, settled) is not { } plan || plan.Length <= TimeSpan.Zero) return Prose.Empty;
        var real = settled.Max(item => run[item].SettledBy!.Value.At) - begun;
        return $"plan {ForecastWords.WithSource(plan)}{ForecastWords.Late(real - plan.Length, ", ")}";
    }

    /// <summary>"Rollback takes about 14 min (rehearsed) and goes to the backup of 21:41."; empty when nobody has gone back before.</summary>
    public static Prose Rollback(RunView view)
    {
        var run = view.Run;
        if (run.Runbook.RollbackSteps.IsEmpty || view.Forecast.Rollback is not { } planned) return Prose.Empty;
        var to = CommandBinding.BackupOfRollback(run) is { } backup ? (Prose)$" and goes to the backup of {backup.MadeAt}" : Prose.Empty;
        return $"Rollback takes about {ForecastWords.WithSource(planned)}{to}.";
    }

    private static Prose Usually(UsualDuration usual) => usual.Runs == 1
        ? (Prose)$"took {usual.Median} in 1 earlier run"
        : $"usually {usual.Median} ({usual.Least} to {usual.Most} in {usual.Runs} runs)";
}
