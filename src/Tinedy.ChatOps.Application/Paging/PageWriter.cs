using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Paging;

/// <summary>What a page says, by every means: the symptom first, then what happens if nobody answers.</summary>
internal static class PageWriter
{
    /// <summary>One message of the GSM alphabet.</summary>
    private const int SmsLetters = 160;

    /// <summary>A direct message; it changes when somebody has answered.</summary>
    public static Post.OfPerson Letter(PageContext context)
    {
        var (run, alert) = (context.Run, context.Alert);
        var key = string.Create(CultureInfo.InvariantCulture, $"page/{context.Page.Seq}");
        return new(run.Id, key, context.To, Headline.Rehearsed(run, Text(context)), alert.IsCalling ? Buttons(context) : []) { IsOver = !alert.IsCalling };
    }

    /// <summary>The same by name in a channel: for whoever has silenced direct messages, and seen by everybody else.</summary>
    public static Post.OfChannel Mention(PageContext context) =>
        new(context.Run.Id, string.Create(CultureInfo.InvariantCulture, $"mention/{context.Page.Seq}"), Headline.Rehearsed(context.Run, $"{context.To}: {Text(context)}"));

    /// <summary>For means outside chat: one text, times in UTC and named.</summary>
    public static PageMessage Write(PageContext context, QueuedPage queued)
    {
        var (run, alert) = (context.Run, context.Alert);
        var key = string.Create(CultureInfo.InvariantCulture, $"run-{run.Id}/alert-{alert.Number}");
        return new(queued, key, context.Page.Rung.Means, context.To.Name, context.To.Email, Subject(context), Headline.Rehearsed(run, Text(context)).ToString(), Sms(context))
        {
            IsUrgent = !IsNotMeant(context),
        };
    }

    /// <summary>A message for stakeholders, for means outside chat.</summary>
    public static PageMessage Write(Run run, Told told, QueuedPage queued)
    {
        var (means, address) = told.To.Split(':', 2) is [var scheme, var rest] ? (scheme, rest) : (told.To, null);
        var key = string.Create(CultureInfo.InvariantCulture, $"run-{run.Id}/news-{told.Seq}");
        return new(queued, key, means, "stakeholders", address, $"[{run.Environment}] {told.Text.Split('.')[0]}.", told.Text, told.Text) { IsUrgent = false };
    }

    private static Prose Text(PageContext context)
    {
        var (run, alert) = (context.Run, context.Alert);
        if (alert.Kind == AlertKind.Drill) return Drill(context);
        if (alert is { IsOpen: true, Answer: { } answer }) return $"{run.Environment}: {answer.By} has been on it since {answer.At}. Nothing to do.{Was(alert)}";
        if (alert.Closed is { } closed) return $"{run.Environment}: {End(closed)}. Nothing to do.{Was(alert)}";
        var measured = alert.Measured is { } numbers ? (Prose)$"{numbers}. " : Prose.Empty;
        var held = alert.HoldsSteps ? (Prose)"Steps are held. " : Prose.Empty;
        return $"{run.Environment}: {alert.Symptom} since {alert.Since}\n{measured}{About(run, alert)} {held}{Turn(context)}";
    }

    private static Prose Drill(PageContext context) => context.Alert.Answers.Any(answer => answer.By.Accounts.Any(context.To.Identities.Contains))
        ? (Prose)$"Drill: you have answered. Nothing to do."
        : context.Alert.IsOpen
            ? (Prose)$"Drill: run {context.Run.Id} on {context.Run.Environment} tries whether you can be reached. Nothing is wrong. Answer with \"I'm on it\"."
            : $"Drill: it is over. Nothing to do.";

    private static Prose Was(Alert alert) => $" It was: {alert.Symptom}.";

    private static Prose End(Closing closed) => closed.How switch
    {
        AlertEnd.FalseAlarm => $"{closed.By} said at {closed.At} that it was a false alarm",
        AlertEnd.RolledBack => $"{closed.By} started the rollback at {closed.At}",
        AlertEnd.Decided or AlertEnd.Answered => $"{closed.By} has taken it at {closed.At}",
        AlertEnd.RunnerCame => $"a runner took the step at {closed.At}",
        AlertEnd.Cancelled => $"{closed.By} stopped the calls at {closed.At}",
        _ => $"it was over at {closed.At}",
    };

    private static Prose About(Run run, Alert alert) => alert.Kind switch
    {
        AlertKind.Criterion when run.Runbook.Criteria.FirstOrDefault(item => item.Key == alert.About) is { } criterion => $"Criterion {criterion.Text} of run {run.Id}.",
        AlertKind.Call => $"{alert.By} asks for you in run {run.Id}.",
        _ => $"Run {run.Id} waits for a decision.",
    };

    /// <summary>"You are 1 of 3; at 22:46 @devops is asked."</summary>
    private static Prose Turn(PageContext context)
    {
        var people = context.Alert.Escalation.Rungs.Select(rung => rung.Person).Distinct().ToList();
        Prose place = $"You are {people.IndexOf(context.Page.Rung.Person) + 1} of {people.Count}";
        return Following(context) is { } next ? (Prose)$"{place}; at {next.At} {next.Who} is asked." : $"{place}.";
    }

    private static (DateTimeOffset At, Prose Who)? Following(PageContext context)
    {
        var at = context.Page.At;
        var rungs = context.Alert.Escalation.Rungs;
        foreach (var rung in rungs.SkipWhile(rung => rung != context.Page.Rung))
        {
            if (rung.Person != context.Page.Rung.Person) return (at, context.Access.Naming(rung.Person));
            at += rung.Wait;
        }
        return null;
    }

    private static ImmutableArray<Button> Buttons(PageContext context)
    {
        var answer = Presentation.Boards.Buttons.Acknowledge(context.Run, context.Alert);
        if (context.Alert.Kind != AlertKind.Criterion || context.Run.Runbook.RollbackSteps.IsEmpty) return [answer];
        return [answer, Presentation.Boards.Buttons.RollBack(context.Run) with { Words = "Start rollback", Accessible = $"Start rollback of {context.Run.Environment}" }];
    }

    /// <summary>A drill, or an alert in a rehearsal: nobody is in trouble.</summary>
    private static bool IsNotMeant(PageContext context) => context.Alert.Kind == AlertKind.Drill || context.Run.Rehearsal is not null;

    private static string Subject(PageContext context)
    {
        var what = context.Alert.Kind == AlertKind.Drill ? "Drill: can you be reached" : (context.Run.Rehearsal is null ? "" : "Rehearsal: ") + Capital(context.Alert.Symptom);
        return Cut(string.Create(CultureInfo.InvariantCulture, $"[{context.Run.Environment}] {what}, run {context.Run.Id}: answer now"), 120);
    }

    private static string Sms(PageContext context) => Cut(
        Gsm(string.Create(CultureInfo.InvariantCulture, $"{(IsNotMeant(context) ? "REHEARSAL " : "")}{context.Run.Environment} ALERT run {context.Run.Id}: {context.Alert.Symptom}. Answer in the chat of the run.")), SmsLetters);

    private static string Capital(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 3), "...");

    /// <summary>Letters outside the GSM alphabet would halve what one message holds.</summary>
    private static string Gsm(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
            if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(letter is >= ' ' and <= '~' and not ('`' or '[' or ']' or '{' or '}' or '\\' or '^' or '|' or '~') ? letter : '?');
        return plain.ToString();
    }
}
