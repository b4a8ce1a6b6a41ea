using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <param name="Asker">Null where nobody asks.</param>
internal sealed record InfoContext(Run? Run, AccessDirectory Access, Person? Asker, DateTimeOffset Now)
{
    /// <summary>What rehearsals and earlier runs tell.</summary>
    public RunForecast Forecast { get; init; } = RunForecast.None;
}

/// <summary>What only the asker sees: help, status, history, whoami.</summary>
internal static class InfoReplies
{
    public static ImmutableArray<Prose> Help(InfoContext context) =>
    [
        Standing(context),
        .. Enum.GetValues<VerbGroup>().Select(group => (Prose)$"{(Prose)group.ToString()}: {(Prose)VerbCatalogue.Listed(group)}"),
        $"Teams: @Migrate instead of /migrate. In a Slack thread mention the bot; slash commands do not work there.",
        $"Two runs here: put the id in front, as in prod-17 status.",
    ];

    /// <summary>How one verb is written, and what it does.</summary>
    public static ImmutableArray<Prose> HelpFor(TypedVerb verb) =>
    [
        $"{(Prose)verb.Usage(verb.Name)}: {(Prose)verb.Hint}.{(Prose)(verb.OtherNames.IsEmpty ? "" : $" The same: {string.Join(", ", verb.OtherNames)}.")}",
        $"help lists what else you can type.",
    ];

    /// <summary>Whoever may not act is told that, and no verbs that would all be refused.</summary>
    public static ImmutableArray<Prose> HelpForStrangers(Refusal why) =>
        [$"You can look at the board. Whatever else you type or press here is refused.", why.Text];

    public static ImmutableArray<Prose> Status(InfoContext context)
    {
        if (context.Run is not { } run) return [$"There is no run yet. An operator can start one with start."];
        var view = new RunView(run, context.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", context.Now) { Forecast = context.Forecast };
        var failed = run.Runbook.Tickable.Where(item => run.StatusOf(item) is ItemStatus.Failed or ItemStatus.Unknown).Select(item => (Prose)$"{item.Number}").ToList();
        var alerts = run.Alerts.Where(alert => alert.IsOpen).Select(alert => (Prose)$"{alert.Number}, {alert.Symptom}").ToList();
        var gaps = Gaps.Of(run, context.Access);
        var lines = ImmutableArray.CreateBuilder<Prose>();
        lines.Add($"{Headline.Header(view)} · run {run.Id}");
        if (Headline.Now(view) is { IsEmpty: false } now) lines.Add($"Now: {now}");
        lines.Add(Prose.Join(", ", [$"Time: {(run.EndedAt ?? context.Now) - run.StartedAt}, since {run.StartedAt}", PlanRows.OfRun(view)]));
        lines.Add($"Problems: failed {(failed.Count == 0 ? (Prose)$"none" : Prose.List(failed))} · alerts {(alerts.Count == 0 ? (Prose)$"none" : Prose.List(alerts))} · gaps {(gaps.IsEmpty ? (Prose)$"none" : Prose.Join("; ", gaps.Select(gap => gap.Short)))}");
        lines.Add(BoardWriter.Draw(view).Facts);
        return lines.ToImmutable();
    }

    public static ImmutableArray<Prose> History(IReadOnlyList<Run> runs) => runs.Count == 0
        ? [$"There is no run yet."]
        : [.. runs.Select(run =>
        {
            var view = new RunView(run, new AccessDirectory([], []), ImmutableDictionary<AttemptId, Progress>.Empty, "", run.EndedAt ?? run.StartedAt);
            return (Prose)$"{run.ShortId}: {Headline.Header(view)} · {run.RunbookName} · started {run.StartedAt} by {run.StartedBy}";
        })];

    public static ImmutableArray<Prose> WhoAmI(Person person, Identity account, AccessDirectory access)
    {
        var operates = access.Environments.Where(environment => environment.IsOperatedBy(person)).Select(environment => (Prose)$"{environment.Name}").ToList();
        return
        [
            $"You are {person}, by the {account.Platform} account {account.Tenant}/{account.User}.",
            Refusals.Holds(person),
            operates.Count == 0 ? (Prose)$"You operate no environment." : $"You operate {Prose.List(operates)}.",
        ];
    }

    private static Prose Standing(InfoContext context)
    {
        var holds = Refusals.Holds(context.Asker!);
        var next = context.Run is { IsOver: false } run ? NextFor(new(run, context.Access, context.Asker!, context.Now)) : Prose.Empty;
        return next.IsEmpty ? holds : $"{holds} Now you can: {next}.";
    }

    /// <summary>What would be accepted from the person now, as completions offer it: what is urgent alone, else signatures, starts and ticks.</summary>
    private static Prose NextFor(DialogContext context)
    {
        var run = context.Run;
        if (run.Divergence is not null) return Accepts(context, "accept-journal", "the journal that is there counts") ? $"accept-journal REASON" : Prose.Empty;
        if (run.RunningSteps.FirstOrDefault(item => Accepts(context, "cancel", item.Number)) is { } running) return $"cancel {running.Number}";
        var open = run.Runbook.Tickable.Where(item => run.StatusOf(item) == ItemStatus.Open).ToList();
        return Prose.Join("; ", new[]
        {
            Acts("sign", run.Runbook.SignOffs.Select(line => line.Role).Distinct(StringComparer.OrdinalIgnoreCase)),
            Acts("run", open.Where(item => item.IsStep).Select(item => item.Number)),
            Acts("done", open.Where(item => !item.IsStep).Select(item => item.Number)),
        }.Where(acts => !acts.IsEmpty));

        Prose Acts(string verb, IEnumerable<string> about) => about.Where(one => Accepts(context, verb, one)).ToList() switch
        {
            [] => Prose.Empty,
            { Count: <= TextLimits.Named } all => $"{(Prose)verb} {Prose.List([.. all.Select(one => (Prose)$"{one}")], "or")}",
            var all => $"{(Prose)verb} {Prose.Join(", ", all.Take(TextLimits.Named).Select(one => (Prose)$"{one}"))} or {all.Count - TextLimits.Named} more",
        };
    }

    private static bool Accepts(DialogContext context, string verb, string about) => VerbCatalogue.Named(verb) is RunVerb acts && acts.Accepts(context, about);
}
