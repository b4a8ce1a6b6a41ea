using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What begins a run, now, at a moment, or as a rehearsal: a typed line, and the dialog that asks what the line leaves open.</summary>
internal sealed class StartHandler(RunService runs, IRunbookLibrary library)
{
    /// <param name="about">A runbook and an environment, or one of them.</param>
    /// <param name="request">What kind of start is meant; runbook, environment and place are added.</param>
    public async Task<Reply> StartAsync(Speaker from, string about, StartRequest request, CancellationToken ct)
    {
        var words = StartWords.Read(about, library.Names(), runs.Access);
        if (words.TooMuch is { } more)
            return new Reply.Refused(new Refusal(RefusalReason.NotUnderstood, $"Not understood: {(Prose)How(request)} takes a runbook and an environment, nothing more, and \"{more}\" stands behind them."));
        if (words.IsEither)
            return new Reply.Refused(new Refusal(RefusalReason.NotUnderstood, $"Not understood: \"{words.Environment}\" is a runbook and an environment. Write both, the runbook first."));
        return await StartAsync(from, request with { Runbook = words.Runbook, Environment = words.Environment }, ct);
    }

    /// <summary>The dialog, whatever could be taken for granted.</summary>
    /// <param name="request">Its runbook and environment stand there already.</param>
    /// <param name="typed">What can be typed instead; null for whoever pressed a button.</param>
    public async Task<Reply> AskAsync(Speaker from, StartRequest request, string how, Refusal? typed, CancellationToken ct)
    {
        if (Nowhere(from) is { } nowhere) return nowhere;
        if (UnlessOperator(from, request) is { } notOperator) return notOperator;
        var choices = await runs.ChoicesAsync(request, ct);
        return choices.Runbooks.IsEmpty ? new Reply.Refused(Refusals.UnknownRunbook(null, []))
            : choices.Environments.IsEmpty ? new Reply.Refused(Refusals.UnknownEnvironment(null, runs.Access))
            : new Reply.Ask(StartDialog.For(choices, how, request.When) with { Typed = typed?.Text });
    }

    /// <summary>The dialog as it was sent.</summary>
    public async Task<Reply> SubmitAsync(Speaker from, Button about, IReadOnlyDictionary<string, string> inputs, string key, CancellationToken ct)
    {
        var when = ItemRules.Given(inputs.GetValueOrDefault(DialogFields.When))?.Trim();
        if (about.Target.Name == StartDialog.Schedule && when is null) return new Reply.Refused(CalendarRefusals.NotAMoment(""));
        return await StartAsync(from, new(key, from.Who, inputs.GetValueOrDefault(DialogFields.Runbook, ""), inputs.GetValueOrDefault(DialogFields.Environment, ""))
        {
            When = when,
            IsRehearsal = about.Target.Name == StartDialog.Rehearse,
        }, ct);
    }

    private async Task<Reply> StartAsync(Speaker from, StartRequest request, CancellationToken ct)
    {
        if (Nowhere(from) is { } nowhere) return nowhere;
        return await runs.StartAsync(request with { Place = from.Where }, ct) switch
        {
            Answer.Accepted { Run: { Appointment: { } appointment } run } accepted => new Reply.Done(
                $"Scheduled run {run.Id} on {run.Environment}, {appointment.When}: {accepted.Entries[^1].By} {ActWriter.Write(run.Runbook, accepted.Entries[^1]).Text}.", run.Id),
            Answer.Accepted accepted => new Reply.Done($"Started {(Prose)(accepted.Run.Rehearsal is null ? "run" : "a rehearsal, run")} {accepted.Run.Id} on {accepted.Run.Environment}.", accepted.Run.Id),
            Answer.Refused { Why: { Reason: RefusalReason.UnknownRunbook } why } when request.Runbook is null => await AskAsync(from, request, How(request), why, ct),
            Answer.Refused { Why: { Reason: RefusalReason.UnknownEnvironment } why } when request.Environment is null => await AskAsync(from, request, How(request), why, ct),
            Answer.Refused refused => new Reply.Refused(refused.Why),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    /// <summary>Why no run can be begun from where this is said; null where one can.</summary>
    private static Reply.Refused? Nowhere(Speaker from) =>
        from.Where is null ? new(Refusals.StartsInAChannel())
        : from.Channel == ChannelState.NotInvited ? new(Refusals.NotInvited())
        : null;

    /// <summary>Whoever operates none of the environments that could be meant is asked nothing.</summary>
    private Reply.Refused? UnlessOperator(Speaker from, StartRequest request)
    {
        var meant = request.Environment is { } named && runs.Access.Environment(named) is { } one ? [one] : runs.Access.Environments;
        var refusals = meant.Select(environment => StartPreparation.UnlessOperator(runs.Access.Find(from.Who)!, environment, runs.Access)).ToList();
        return refusals.Count > 0 && refusals.All(why => why is not null) ? new(refusals[0]!) : null;
    }

    private static string How(StartRequest request) =>
        request.IsRehearsal ? StartDialog.Rehearse : request.When is not null ? StartDialog.Schedule : StartDialog.Start;
}
