using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Evidence;

/// <summary>A run as it is written into its paper: who, when, how long, exit codes and digests. Times are UTC, for any reader at any time.</summary>
public static class RunReport
{
    /// <param name="head">The hash of the run's last entry, lower-case hex.</param>
    /// <param name="forecast">What rehearsals and earlier runs told of it.</param>
    public static ChecklistOutcome Of(Run run, AccessDirectory access, string head, RunForecast forecast) => new()
    {
        Items = run.Runbook.Tickable
            .Select(item => (item.Key, Mark: OfItem(run, item, forecast)))
            .Concat(run.Runbook.Criteria.Select(criterion => (criterion.Key, Mark: AlertReport.OfCriterion(run, criterion))))
            .Where(pair => pair.Mark is not null)
            .ToImmutableDictionary(pair => pair.Key, pair => pair.Mark!),
        SignOffs = run.Signatures.ToImmutableDictionary(
            pair => pair.Key,
            pair => new SignatureMark(pair.Value.By.Name, Day(pair.Value.At), Signed(pair.Value)),
            StringComparer.OrdinalIgnoreCase),
        Fields = Fields(run, access),
        Notes = [.. run.Notes.Select(note => $"{Moment(note.At)} @{note.By.Name}: {note.Text}"), .. CauseOf(run)],
        Closing = Closing(run, head, forecast),
    };

    private static ItemMark? OfItem(Run run, Item item, RunForecast forecast)
    {
        var state = run[item];
        var attempts = Attempts(state).Append(state.Attempts.IsEmpty ? "" : TimeReport.Planned(forecast.Of(item))).Where(part => part.Length > 0);
        return run.StatusOf(item) switch
        {
            ItemStatus.Done => new(ChecklistState.Done, Join([.. Settled(state), .. attempts, .. state.Judgements.Select(Judged)])),
            ItemStatus.Skipped => new(ChecklistState.Skipped, Join([.. Settled(state), state.Skipped!.Text!, .. attempts])),
            ItemStatus.Failed or ItemStatus.Unknown or ItemStatus.Running => new(ChecklistState.NotDone, Join([.. attempts, .. state.Judgements.Select(Judged)])),
            ItemStatus.Open when item.TickedOnPaper => new(ChecklistState.OnPaper, ""),
            _ => null,
        };
    }

    private static IEnumerable<string> Settled(ItemState state)
    {
        var (by, at) = state.SettledBy!.Value;
        if (state.Glass is { } glass) yield return $"GLASS BROKEN {Moment(glass.At)} by @{glass.By.Name}: {glass.Text}";
        yield return $"{Moment(at)} by @{by.Name}";
        foreach (var earlier in state.Ticks.SkipLast(1)) yield return $"and {Moment(earlier.At)} by @{earlier.By.Name}";
        if (state.Ticks.LastOrDefault()?.Text is { } note) yield return note;
    }

    private static string Judged(Judgement judgement) =>
        $"judged {(judgement.Done ? "done" : "not done")} {Moment(judgement.At)} by @{judgement.By.Name}: {judgement.HowKnown}";

    private static IEnumerable<string> Attempts(ItemState state) => state.Attempts.Select(attempt =>
    {
        if (attempt.Ending is not { } ending) return string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Number} still running");
        var parts = new List<string> { Endings.Say(attempt).ToString() };
        if (state.Attempts.Length > 1) parts.Insert(0, string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Number} by @{attempt.By.Name}"));
        if (ending.OutputDigest is { } output) parts.Add($"output sha256 {output}");
        parts.AddRange(ending.Artefacts.Select(file => $"{file.Path} {Durations.Size(file.Bytes)} sha256 {file.Sha256}"));
        return Join(parts);
    });

    private static string Signed(Signature signature)
    {
        var account = signature.By.Via is { } via ? via.ToString() : "";
        return Join(new[] { $"{Moment(signature.At)}", account, $"content {signature.Content}", signature.Remark ?? "" }.Where(part => part.Length > 0));
    }

    /// <summary>Blanks that people filled in, and the contacts that the configuration knows.</summary>
    private static ImmutableDictionary<string, string> Fields(Run run, AccessDirectory access)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var contact in run.Runbook.Contacts)
            if (contact.Blank is not null && access.ContactFor(run.Runbook, contact, run.Fields.GetValueOrDefault(contact.Label)) is { } person)
                fields[contact.Label] = person.Contact is { } means ? $"@{person.Name} ({means})" : $"@{person.Name}";
        foreach (var field in run.Runbook.Information)
            if (run.Fields.GetValueOrDefault(field.Label) is { } value) fields[field.Label] = value;
        return fields.ToImmutable();
    }

    private static IEnumerable<string> CauseOf(Run run) =>
        run.Rollback?.Cause is { } cause ? [$"{Moment(cause.At)} @{cause.By.Name}: cause of the rollback: {cause.Text}"] : [];

    private static string Accepted((JournalDivergence Found, Remark By) accepted) => string.Create(CultureInfo.InvariantCulture,
        $"{Noticed(accepted.Found)} Accepted {Moment(accepted.By.At)} by @{accepted.By.By.Name}: {accepted.By.Text}");

    private static string Noticed(JournalDivergence found) => found.Cause is { } cause
        ? $"The run was stopped, noticed {Moment(found.NoticedAt)}: {cause}."
        : string.Create(CultureInfo.InvariantCulture, $"The journal was not the one that was known, noticed {Moment(found.NoticedAt)}: it was known up to entry {found.KnownSeq} and ended at entry {found.FoundSeq}.");

    private static ImmutableArray<string> Closing(Run run, string head, RunForecast forecast)
    {
        var ended = run.EndedAt is { } at ? $"{StateWords.Of(run.Status)} {Moment(at)}" : $"{StateWords.Of(run.Status)}, not ended";
        var lines = ImmutableArray.CreateBuilder<string>();
        if (run.Rehearsal is { } rehearsal) lines.Add(rehearsal == Rehearsal.Printed ? "REHEARSAL: no command was run, each was only printed." : "REHEARSAL on an environment that is there for it.");
        lines.Add($"Run {run.ShortId}, started {Moment(run.StartedAt)} by @{run.StartedBy.Name}. {ended}.");
        if (run.Aborted is { } aborted) lines.Add($"Aborted by @{aborted.By.Name}: {aborted.Text}");
        lines.AddRange(TimeReport.Of(run, forecast));
        lines.AddRange(run.Alerts.Select(AlertReport.OfAlert));
        if (run.Rollback is { } rollback) lines.Add($"Rolled back from {Moment(rollback.StartedAt)}, led by @{rollback.By.Name}. {rollback.Why}".TrimEnd());
        if (run.Rollback is { DespiteUnknown: { IsEmpty: false } despite } back)
            lines.Add($"It went on beside {string.Join(", ", despite.Select(key => run.Runbook.Find(key)?.Number))}, of which nobody knew whether it was still running, as @{back.By.Name} had confirmed.");
        if (run.Status == RunStatus.RolledBack) lines.Add(run.Rollback!.Unlocked is { } unlocked ? $"{run.Environment} was unlocked {Moment(unlocked.At)} by @{unlocked.By.Name}." : $"{run.Environment} is locked.");
        lines.AddRange(run.AcceptedJournals.Select(Accepted));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"Journal: {run.Seq} entries, head {head}."));
        return lines.ToImmutable();
    }

    internal static string Join(IEnumerable<string> parts) => string.Join(" · ", parts);

    internal static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
