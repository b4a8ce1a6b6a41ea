using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>
/// What people type and press, the same for every platform: a surface passes on the speaker, the words and a key that makes a
/// repeat harmless, and draws the reply. Nothing here grants a right; what is asked goes to <see cref="RunService"/>.
/// </summary>
public sealed class Conversation(RunService runs, IJournal journal, IRunbookLibrary library, IOutbox outbox, ForecastReader forecasts, TimeProvider time)
{
    private readonly ConversationContext context = new(runs, journal, library, outbox, forecasts, time);

    /// <summary>True when the line will be answered by a dialog, whoever types it: a surface whose dialogs must open at once opens one now.</summary>
    public static bool AsksFirst(string text)
    {
        var line = TypedLine.Read(text);
        return VerbCatalogue.Named(line.Verb) is RunVerb verb && verb.AsksFirst(line);
    }

    /// <summary>A typed line, with or without the command's name in front: "/migrate done 1.2.3", "done 1.2.3".</summary>
    public async Task<Reply> SayAsync(Speaker from, string text, string key, CancellationToken ct)
    {
        await HereAgainAsync(from.Where, ct);
        var line = TypedLine.Read(text);
        var verb = VerbCatalogue.Named(line.Verb);
        if (verb is not ConversationVerb { AnswersStrangers: true } && context.Stranger(from) is { } stranger) return stranger;
        if (verb?.Leftover(line) is { } leftover) return new Reply.Refused(Refusals.Leftover(line.Verb, leftover, verb.TakesRun ? await MeantRunAsync(leftover, from, ct) : null));
        return verb switch
        {
            ConversationVerb looks => await looks.AnswerAsync(context, from, line, key, ct),
            RunVerb acts => await ActAsync(from, acts, line, key, ct),
            null when await context.Finder.IdOfAsync(line.Verb, from.Where, ct) is { } id => NotUnderstood($"Not understood: \"{line.Verb}\" is no id. Put the whole id in front: {id} {(line.Rest.Length > 0 ? line.Rest : "status")}."),
            _ => new Reply.Refused(VerbCatalogue.NoVerb(line.Verb)),
        };
    }

    /// <summary>A pressed button: what it asks for happens, or its dialog comes.</summary>
    public async Task<Reply> PressAsync(Speaker from, Button button, string key, CancellationToken ct)
    {
        await HereAgainAsync(from.Where, ct);
        if (context.Stranger(from) is { } stranger) return stranger;
        if (button.Target is ButtonTarget.NewRun start) return await context.Starts.AskAsync(from, ConversationContext.Start(from, key), start.How, null, ct);
        if (await runs.ReadAsync(button.Run, ct) is not { } run) return new Reply.Refused(Refusals.UnknownRun(button.Run));
        if (!await context.Finder.IsHereAsync(run, from.Where, ct)) return new Reply.Refused(Refusals.NotHere(run));
        if (Shown(run, button) is { } shown) return shown;
        return button.AsksFirst
            ? await context.AskAsync(from, run, button, ct)
            : await SubmitAsync(from, button, ImmutableDictionary<string, string>.Empty, key, ct);
    }

    /// <summary>
    /// Whether a press would be accepted, or its dialog open, as the run is now: for a surface that brings a button to one person. The
    /// press is judged all the same.
    /// </summary>
    public bool Allows(Speaker from, Run run, Button button) => context.Stranger(from) is null && RunVerbs.Knows(button)
        && (!button.AsksFirst || RunVerbs.Of(button).IsPreviewed) && DecisionPreview.Refuses(new(run, context.Access, context.Person(from), context.Now), button) is null;

    /// <summary>Somebody acts in a channel, so it is there: one that took nothing any more is tried again.</summary>
    public async Task HereAgainAsync(Place? where, CancellationToken ct)
    {
        if (where is { } place && runs.Access.Reach.IsGone(place.ToString())) await outbox.ReturnAsync(place, ct);
    }

    /// <summary>A sent dialog, with its inputs by name.</summary>
    public async Task<Reply> SubmitAsync(Speaker from, Button about, IReadOnlyDictionary<string, string> inputs, string key, CancellationToken ct)
    {
        if (context.Stranger(from) is { } stranger) return stranger;
        if (about.Verb != Verb.Start && !RunVerbs.Knows(about)) return NotUnderstood($"Not understood: this button only shows something, and nothing can be sent with it.");
        var reply = about.Verb == Verb.Start
            ? await context.Starts.SubmitAsync(from, about, inputs, key, ct)
            : await context.Commands.HandleAsync(new(key, about.Run, context.By(from), RunVerbs.Of(about).ToCommand(about, inputs)), ct);
        return FieldErrors.UnderItsField(reply, about, inputs);
    }

    /// <summary>How the line may go on, for this person and now: at most eight.</summary>
    public async Task<IReadOnlyList<Completion>> CompleteAsync(Speaker from, string typed, CancellationToken ct)
    {
        var run = (await context.Finder.FindAsync(TypedLine.Read(typed).Run, from.Where, ct)).Run;
        return Completions.For(typed, run, runs.Access.Find(from.Who), runs.Access, library.Names(), context.Now);
    }

    /// <summary>What somebody is told who is not on the People list.</summary>
    public static Prose StrangerText(Identity who) => Refusals.NotOnPeopleList(who).Text;

    /// <summary>What waits for this person in every run that goes on, and then in those that are scheduled; empty for somebody who is not known.</summary>
    public async Task<ImmutableArray<PendingTasks>> DutiesAsync(Speaker from, CancellationToken ct)
    {
        if (context.Stranger(from) is not null) return [];
        var open = (await context.Finder.LiveAsync(null, ct)).Concat(await context.Finder.AheadAsync(ct)).DistinctBy(run => run.Id);
        return [.. open.Select(run => PendingTasks.Of(new(run, runs.Access, context.Person(from), context.Now)))];
    }

    /// <summary>Whoever writes a run behind a verb: its id, or the number at the end of it.</summary>
    private async Task<string?> MeantRunAsync(string leftover, Speaker from, CancellationToken ct) =>
        TypedLine.IsRun(leftover) ? leftover : await context.Finder.IdOfAsync(leftover, from.Where, ct);

    private async Task<Reply> ActAsync(Speaker from, RunVerb verb, TypedLine line, string key, CancellationToken ct)
    {
        var found = await context.Finder.FindAsync(line.Run, from.Where, ct);
        if (found.Run is not { } run) return new Reply.Refused(found.Why!);
        var against = new LineContext(run, runs.Access, context.Person(from));
        if (verb.AskedBy(line, against) is { } button) return await context.AskAsync(from, run, button, ct);
        var (commands, why) = verb.ToCommands(line, against);
        if (why is not null) return new Reply.Refused(why);
        return commands switch
        {
            [] => NotUnderstood($"Not understood: write {(Prose)verb.Usage(line.Verb)}."),
            [var only] => await context.Commands.HandleAsync(new(key, run.Id, context.By(from), only), ct),
            _ => await context.Commands.HandleAllAsync(new(key, run.Id, context.By(from), commands[0]), commands, ct),
        };
    }

    /// <summary>Buttons that only show something: nothing is asked of <see cref="RunService"/>.</summary>
    private static Reply? Shown(Run run, Button button) => button.Verb switch
    {
        Verb.AllPhases => new Reply.Phases(run.Id),
        Verb.Report => ReportVerb.Of(run),
        Verb.Evidence => new Reply.Open(new RunDocument.Evidence(run.Id), $"The journal of run {run.Id}"),
        Verb.FullOutput => Output(run, (ButtonTarget.OfAttempt)button.Target),
        _ => null,
    };

    private static Reply Output(Run run, ButtonTarget.OfAttempt about)
    {
        if (run.Runbook.Find(about.Item) is not { } item) return new Reply.Refused(Refusals.UnknownItem($"Not shown", about.Item.Value, run.Runbook));
        var attempt = new AttemptId(run.Id, item.Key, Math.Clamp(about.Number, 1, Math.Max(1, run[item].Attempts.Length)));
        return new Reply.Open(new RunDocument.Output(attempt), $"The output of {item.Number}");
    }

    private static Reply.Refused NotUnderstood(Prose text) => new(new Refusal(RefusalReason.NotUnderstood, text));
}
