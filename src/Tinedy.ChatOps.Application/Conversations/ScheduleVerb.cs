using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Time;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>A new run for a moment; or another moment for the run that is named, or the only one that is scheduled here. Without a moment it asks.</summary>
internal sealed class ScheduleVerb() : ConversationVerb("schedule", VerbGroup.Plan, "start a run at a moment, or move it")
{
    public override string Operands => "WHEN [runbook] [environment]";

    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (line.Rest.Length == 0) return await AskWhenAsync(with, from, line, key, ct);
        if (WrittenMoment.Read(line.Rest) is not { } moment) return new Reply.Refused(CalendarRefusals.NotAMoment(line.Rest));
        // What is neither a runbook nor an environment was meant as a zone.
        if (StartWords.Read(moment.Rest, with.Library.Names(), with.Access).Unknown is { } unknown)
            return new Reply.Refused(CalendarRefusals.UnknownZone($"Not scheduled", unknown));
        var start = ConversationContext.Start(from, key) with { When = moment.Typed };
        if (line.Run is null && moment.Rest.Length > 0) return await with.Starts.StartAsync(from, moment.Rest, start, ct);
        if (moment.Rest.Length > 0) return new Reply.Refused(Refusals.Leftover(line.Verb, moment.Rest, run: null));
        var found = await MovedAsync(with, from, line, ct);
        if (found.Why is { } why) return new Reply.Refused(why);
        return found.Run is { } run
            ? await with.Commands.HandleAsync(new(key, run.Id, with.By(from), new Command.Schedule(moment.Typed)), ct)
            : await with.Starts.StartAsync(from, moment.Rest, start, ct);
    }

    private static async Task<Reply> AskWhenAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        var found = await MovedAsync(with, from, line, ct);
        if (found.Why is { } why) return new Reply.Refused(why);
        return found.Run is { } run
            ? await with.AskAsync(from, run, Buttons.Move(run), ct)
            : await with.Starts.AskAsync(from, ConversationContext.Start(from, key), StartDialog.Schedule, CalendarRefusals.NotAMoment(""), ct);
    }

    /// <summary>The run that is moved when none is started; neither a run nor a refusal when there is none to move.</summary>
    private static Task<(Run? Run, Refusal? Why)> MovedAsync(ConversationContext with, Speaker from, TypedLine line, CancellationToken ct) =>
        line.Run is null ? with.Finder.ScheduledAsync(from.Where, ct) : with.Finder.FindAsync(line.Run, from.Where, ct);
}
