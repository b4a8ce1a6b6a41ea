using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>
/// What people type and press, the same for every platform: a surface passes on the speaker, the words and a key that makes a
/// repeat harmless, and draws the reply. Nothing here grants a right; what is asked goes to <see cref="RunService"/>.
/// </summary>
public sealed class Conversation(RunService runs, IJournal journal, IRunbookLibrary library, IOutbox outbox, ForecastReader forecasts, TimeProvider time)
{
    private readonly RunFinder finder = new(runs, journal, outbox);
    private readonly StartHandler starts = new(runs, library);
    private readonly CommandHandler handler = new(runs);

    /// <summary>True when the line will be answered by a dialog, whoever types it: a surface whose dialogs must open at once opens one now.</summary>
    public static bool AsksFirst(string text) => CommandParser.AsksFirst(TypedLine.Read(text)) is not null;

    /// <summary>A typed line, with or without the command's name in front: "/migrate done 1.2.3", "done 1.2.3".</summary>
    public async Task<Reply> SayAsync(Speaker from, string text, string key, CancellationToken ct)
    {
        await HereAgainAsync(from.Where, ct);
        var line = TypedLine.Read(text);
        if (line.Verb is "" or "help") return await HelpAsync(from, line, ct);
        if (Stranger(from) is { } stranger) return stranger;
        return line.Verb switch
        {
            "start" => await starts.StartAsync(from, line.Rest, Start(from, key), ct),
            "rehearse" => await starts.StartAsync(from, line.Rest, Start(from, key) with { IsRehearsal = true }, ct),
            "schedule" => await ScheduleAsync(from, line, key, ct),
            "whoami" => new Reply.Tell(InfoReplies.WhoAmI(Person(from), from.Who, runs.Access)),
            "history" => new Reply.Tell(InfoReplies.History(await finder.LatestAsync(10, from.Where, ct))),
            "status" => await StatusAsync(from, line, ct),
            "report" => await ReportAsync(from, line, ct),
            "mirror" => await MirrorAsync(from, line, key, ct),
            _ => await ActAsync(from, line, key, ct),
        };
    }

    /// <summary>A pressed button: what it asks for happens, or its dialog comes.</summary>
    public async Task<Reply> PressAsync(Speaker from, Button button, string key, CancellationToken ct)
    {
        await HereAgainAsync(from.Where, ct);
        if (Stranger(from) is { } stranger) return stranger;
        if (button.Verb == Verb.Start) return await starts.AskAsync(from, Start(from, key), button.Item ?? StartDialog.Start, null, ct);
        if (await runs.ReadAsync(button.Run, ct) is not { } run) return new Reply.Refused(Refusals.UnknownRun(button.Run));
        if (!await finder.IsHereAsync(run, from.Where, ct)) return new Reply.Refused(Refusals.NotHere(run));
        if (Looking(run, button) is { } look) return look;
        if (!button.OpensDialog) return await SubmitAsync(from, button, ImmutableDictionary<string, string>.Empty, key, ct);
        return DialogWriter.For(await DialogAsync(from, run, ct), button);
    }

    /// <summary>Somebody acts in a channel, so it is there: one that took nothing any more is tried again.</summary>
    public async Task HereAgainAsync(Place? where, CancellationToken ct)
    {
        if (where is { } place && runs.Access.Reach.IsGone(place.ToString())) await outbox.ReturnAsync(place, ct);
    }

    /// <summary>A sent dialog, with its inputs by name.</summary>
    public async Task<Reply> SubmitAsync(Speaker from, Button about, IReadOnlyDictionary<string, string> inputs, string key, CancellationToken ct)
    {
        if (Stranger(from) is { } stranger) return stranger;
        var reply = about.Verb == Verb.Start
            ? await starts.SubmitAsync(from, about, inputs, key, ct)
            : await handler.HandleAsync(new(key, about.Run, By(from), CommandParser.ToCommand(about, inputs)), ct);
        return CommandParser.UnderItsField(reply, about.Verb, inputs);
    }

    /// <summary>How the line may go on, for this person and now: at most eight.</summary>
    public async Task<IReadOnlyList<Completion>> CompleteAsync(Speaker from, string typed, CancellationToken ct)
    {
        var run = (await finder.FindAsync(TypedLine.Read(typed).Run, from.Where, ct)).Run;
        return Completions.For(typed, run, runs.Access.Find(from.Who), runs.Access, library.Names(), time.GetUtcNow());
    }

    /// <summary>What somebody is told who is not on the People list.</summary>
    public static Prose StrangerText(Identity who) => Refusals.NotOnPeopleList(who).Text;

    /// <summary>What waits for this person in every run that goes on, and then in those that are scheduled; empty for somebody who is not known.</summary>
    public async Task<ImmutableArray<PendingTasks>> DutiesAsync(Speaker from, CancellationToken ct)
    {
        if (Stranger(from) is not null) return [];
        return [.. (await finder.LiveAsync(null, ct)).Concat(await finder.AheadAsync(ct)).DistinctBy(run => run.Id).Select(run => PendingTasks.Of(new(run, runs.Access, Person(from), time.GetUtcNow())))];
    }

    /// <summary>A new run for a moment; or another moment for the run that is named, or the only one that is scheduled here. Without a moment it asks.</summary>
    private async Task<Reply> ScheduleAsync(Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (line.Rest.Length == 0) return await AskWhenAsync(from, line, key, ct);
        if (WrittenMoment.Read(line.Rest) is not { } moment) return new Reply.Refused(CalendarRefusals.NotAMoment(line.Rest));
        // What is neither a runbook nor an environment was meant as a zone.
        if (StartWords.Read(moment.Rest, library.Names(), runs.Access).Unknown is { } unknown)
            return new Reply.Refused(CalendarRefusals.UnknownZone($"Not scheduled", unknown));
        if (line.Run is null && moment.Rest.Length > 0) return await starts.StartAsync(from, moment.Rest, Start(from, key) with { When = moment.Typed }, ct);
        var found = await MovedAsync(from, line, ct);
        if (found.Why is { } why) return new Reply.Refused(why);
        return found.Run is { } run
            ? await handler.HandleAsync(new(key, run.Id, By(from), new Command.Schedule(moment.Typed)), ct)
            : await starts.StartAsync(from, moment.Rest, Start(from, key) with { When = moment.Typed }, ct);
    }

    private async Task<Reply> AskWhenAsync(Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        var found = await MovedAsync(from, line, ct);
        if (found.Why is { } why) return new Reply.Refused(why);
        return found.Run is { } run
            ? DialogWriter.For(await DialogAsync(from, run, ct), Buttons.Move(run))
            : await starts.AskAsync(from, Start(from, key), StartDialog.Schedule, CalendarRefusals.NotAMoment(""), ct);
    }

    /// <summary>The run that is moved when none is started; neither a run nor a refusal when there is none to move.</summary>
    private Task<(Run? Run, Refusal? Why)> MovedAsync(Speaker from, TypedLine line, CancellationToken ct) =>
        line.Run is null ? finder.ScheduledAsync(from.Where, ct) : finder.FindAsync(line.Run, from.Where, ct);

    private static StartRequest Start(Speaker from, string key) => new(key, from.Who, null, null);

    /// <summary>Shows a run that is shown elsewhere here as well: typed where it is to be shown, so that whoever types it is there.</summary>
    private async Task<Reply> MirrorAsync(Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (from.Where is not { } place) return new Reply.Refused(Refusals.MirrorsInAChannel());
        if (from.Channel == ChannelState.NotInvited) return new Reply.Refused(Refusals.NotInvited());
        var found = await finder.FindAsync(line.Run ?? (line.Rest.Length > 0 ? line.First : null), null, ct);
        if (found.Run is not { } run) return new Reply.Refused(found.Why!);
        if (await finder.IsHereAsync(run, place, ct)) return new Reply.Refused(Refusals.ShownHere(run));
        return await handler.HandleAsync(new(key, run.Id, By(from), new Command.Mirror(place.ToString())), ct);
    }

    private async Task<Reply> ActAsync(Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (!CommandParser.Verbs.Contains(line.Verb))
            return NotUnderstood(Suggestion.Nearest(line.Verb, Completions.All) is { } meant
                ? (Prose)$"Not understood: {line.Verb}. Did you mean {(Prose)meant}? help lists what you can type."
                : $"Not understood: {line.Verb}. help lists what you can type.");
        var found = await finder.FindAsync(line.Run, from.Where, ct);
        if (found.Run is not { } run) return new Reply.Refused(found.Why!);
        if (CommandParser.AsksFirst(line) is { } verb)
            return DialogWriter.For(await DialogAsync(from, run, ct), verb switch { Verb.Abort => Buttons.Abort(run), Verb.Tell => Buttons.Tell(run), _ => Buttons.RollBack(run) });
        if (line is { Verb: "sign", Rest: "" }) return await SignAsync(from, run, key, ct);
        var (commands, why) = CommandParser.ToCommands(line, run, runs.Access);
        if (why is not null) return new Reply.Refused(why);
        return commands switch
        {
            [] => NotUnderstood(CommandParser.Usage(line.Verb)),
            [var only] => await handler.HandleAsync(new(key, run.Id, By(from), only), ct),
            _ => await handler.HandleAllAsync(new(key, run.Id, By(from), commands[0]), commands, ct),
        };
    }

    /// <summary>Whoever holds one role signs as that; whoever holds several is asked, whoever holds none is refused.</summary>
    private async Task<Reply> SignAsync(Speaker from, Run run, string key, CancellationToken ct)
    {
        var held = run.Runbook.SignOffs.Select(line => line.Role).Where(role => runs.Access.HoldersOf(run.Runbook, role).Contains(Person(from))).ToList();
        return held is [var only]
            ? await handler.HandleAsync(new(key, run.Id, By(from), new Command.Sign(only)), ct)
            : DialogWriter.For(await DialogAsync(from, run, ct), Buttons.SignOff(run));
    }

    /// <summary>Buttons that only show something: nothing is asked of <see cref="RunService"/>.</summary>
    private static Reply? Looking(Run run, Button button) => button.Verb switch
    {
        Verb.AllPhases => new Reply.Phases(run.Id),
        Verb.Report => Report(run),
        Verb.Evidence => new Reply.Open(new RunDocument.Evidence(run.Id), $"The journal of run {run.Id}"),
        Verb.FullOutput when run.Runbook.Find(new ItemKey(button.Item ?? "")) is { } item =>
            new Reply.Open(new RunDocument.Output(new(run.Id, item.Key, Math.Clamp(button.Version, 1, Math.Max(1, run[item].Attempts.Length)))), $"The output of {item.Number}"),
        _ => null,
    };

    private static Reply.Open Report(Run run) => new(new RunDocument.Report(run.Id), $"The filled-in checklist of run {run.Id}");

    private async Task<Reply> HelpAsync(Speaker from, TypedLine line, CancellationToken ct)
    {
        if (Stranger(from) is { } stranger) return new Reply.Tell(InfoReplies.HelpForStrangers(stranger.Why));
        var run = (await finder.FindAsync(line.Run, from.Where, ct)).Run;
        return new Reply.Tell(InfoReplies.Help(new(run, runs.Access, runs.Access.Find(from.Who), time.GetUtcNow())), run?.Id);
    }

    private async Task<Reply> StatusAsync(Speaker from, TypedLine line, CancellationToken ct)
    {
        var found = await finder.FindAsync(line.Run, from.Where, ct);
        if (found.Run is null && found.Why != RunFinder.NoneYet) return new Reply.Refused(found.Why!);
        var context = new InfoContext(found.Run, runs.Access, runs.Access.Find(from.Who), time.GetUtcNow());
        if (found.Run is { } run) context = context with { Forecast = await forecasts.OfAsync(run, ct) };
        return new Reply.Tell(InfoReplies.Status(context), found.Run?.Id) { LeadsToBoard = found.Run is not null };
    }

    private async Task<Reply> ReportAsync(Speaker from, TypedLine line, CancellationToken ct)
    {
        var found = await finder.FindAsync(line.Run, from.Where, ct);
        return found.Run is { } run ? Report(run) : new Reply.Refused(found.Why!);
    }

    /// <summary>Who cannot act whatever they ask for; null for a known member.</summary>
    private Reply.Refused? Stranger(Speaker from) =>
        runs.Access.Find(from.Who) is null ? new(Refusals.NotOnPeopleList(from.Who))
        : from.Membership != Membership.Member ? new(Refusals.NotAMember(from.Membership))
        : from.Channel == ChannelState.Shared ? new(Refusals.SharedChannel())
        : null;

    private async Task<DialogContext> DialogAsync(Speaker from, Run run, CancellationToken ct) =>
        new(run, runs.Access, Person(from), time.GetUtcNow()) { Forecast = await forecasts.OfAsync(run, ct) };

    private Person Person(Speaker from) => runs.Access.Find(from.Who)!;

    private Actor By(Speaker from)
    {
        var actor = Actor.Of(Person(from), from.Who);
        return actor with { Email = actor.Email ?? from.Email };
    }

    private static Reply.Refused NotUnderstood(Prose text) => new(new Refusal(RefusalReason.NotUnderstood, text));
}
