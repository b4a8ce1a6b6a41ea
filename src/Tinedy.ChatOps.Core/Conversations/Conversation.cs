using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>
/// What people type and press, the same for every platform: a surface passes on the account, the words and a key that makes a
/// repeat harmless, and draws the reply. Nothing here grants a right; what is asked goes to the desk.
/// </summary>
public sealed class Conversation(RunDesk desk, IJournal journal, IRunbookShelf shelf, TimeProvider time)
{
    private readonly RunFinder finder = new(desk, journal);

    /// <summary>A typed line, with or without the command's name in front: "/migrate done 1.2.3", "done 1.2.3".</summary>
    public async Task<Reply> SayAsync(Identity who, string text, string key, CancellationToken ct)
    {
        var line = TypedLine.Read(text);
        if (line.Verb is "" or "help") return await TellAsync(who, line, Telling.Help, ct);
        if (desk.House.Find(who) is not { } person) return new Reply.Refused(Refusals.NotOnPeopleList(who));
        return line.Verb switch
        {
            "start" => await StartAsync(who, line, key, ct),
            "whoami" => new Reply.Tell(Telling.WhoAmI(person, who, desk.House)),
            "history" => new Reply.Tell(Telling.History(await finder.LatestAsync(10, ct))),
            "status" => await StatusAsync(who, line, ct),
            "report" => await OpenAsync(line, run => new Reply.Open($"/runs/{run.Id}/report", $"The filled-in checklist of run {run.Id}"), ct),
            _ => await ActAsync(who, person, line, key, ct),
        };
    }

    /// <summary>A pressed button: what it asks for happens, or its dialog comes.</summary>
    public async Task<Reply> PressAsync(Identity who, Button button, string key, CancellationToken ct)
    {
        if (desk.House.Find(who) is not { } person) return new Reply.Refused(Refusals.NotOnPeopleList(who));
        if (await desk.ReadAsync(button.Run, ct) is not { } run) return new Reply.Refused(Refusals.UnknownRun(button.Run));
        if (Looking(run, button) is { } look) return look;
        if (!button.OpensDialog) return await SubmitAsync(who, button, ImmutableDictionary<string, string>.Empty, key, ct);
        return DialogWriter.For(new(run, desk.House, person, time.GetUtcNow()), button);
    }

    /// <summary>A sent dialog, with its inputs by name.</summary>
    public async Task<Reply> SubmitAsync(Identity who, Button about, IReadOnlyDictionary<string, string> inputs, string key, CancellationToken ct)
    {
        if (desk.House.Find(who) is not { } person) return new Reply.Refused(Refusals.NotOnPeopleList(who));
        var reply = await HandleAsync(new(key, about.Run, Actor.Of(person, who), Submission.ToCommand(about, inputs)), ct);
        return reply is Reply.Refused refused && Submission.FieldOf(refused.Why.Reason, about.Verb, inputs) is { } field
            ? new Reply.InField(field, refused.Why)
            : reply;
    }

    /// <summary>How the line may go on, for this person and now: at most eight.</summary>
    public async Task<IReadOnlyList<Completion>> CompleteAsync(Identity who, string typed, CancellationToken ct)
    {
        var run = (await finder.FindAsync(TypedLine.Read(typed).Run, ct)).Run;
        return Completions.For(typed, run, desk.House.Find(who), desk.House, shelf.Names(), time.GetUtcNow());
    }

    private async Task<Reply> StartAsync(Identity who, TypedLine line, string key, CancellationToken ct)
    {
        var words = line.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2) return NotUnderstood($"Not understood: start takes a runbook and an environment, nothing more.");
        // One word may be either; the environment is what people vary.
        var (runbook, environment) = words switch
        {
            [var a, var b] => (a, b),
            [var a] when desk.House.Environment(a) is not null => (null, a),
            [var a] => (a, null),
            _ => ((string?)null, (string?)null),
        };
        return await desk.StartAsync(new(key, who, runbook, environment) { Place = who.Platform }, ct) switch
        {
            Answer.Accepted accepted => new Reply.Done($"Started run {accepted.Run.Id} on {accepted.Run.Environment}.", accepted.Run.Id),
            Answer.Refused refused => new Reply.Refused(refused.Why),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private async Task<Reply> ActAsync(Identity who, Person person, TypedLine line, string key, CancellationToken ct)
    {
        if (!Submission.Verbs.Contains(line.Verb))
            return NotUnderstood($"Not understood: {line.Verb}. help lists what you can type.");
        var found = await finder.FindAsync(line.Run, ct);
        if (found.Run is not { } run) return new Reply.Refused(found.Why!);
        if (Submission.AsksFirst(line) is { } verb)
            return DialogWriter.For(new(run, desk.House, person, time.GetUtcNow()), verb == Verb.Abort ? Buttons.Abort(run) : Buttons.RollBack(run));
        if (Submission.ToCommand(line, run) is not { } command) return NotUnderstood(Submission.Usage(line.Verb));
        return await HandleAsync(new(key, run.Id, Actor.Of(person, who), command), ct);
    }

    private async Task<Reply> HandleAsync(Request request, CancellationToken ct) => await desk.HandleAsync(request, ct) switch
    {
        Answer.Accepted accepted => new Reply.Done(Recorded(accepted), accepted.Run.Id),
        Answer.Refused refused => new Reply.Refused(refused.Why),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    private static Prose Recorded(Answer.Accepted accepted) => accepted.Entries.IsEmpty
        ? (Prose)$"Nothing was left to do."
        : $"Recorded: {accepted.Entries[0].By} {ActWriter.Write(accepted.Run.Runbook, accepted.Entries[0]).Text}.";

    /// <summary>Buttons that only show something: nothing is asked of the desk.</summary>
    private static Reply.Open? Looking(Run run, Button button) => button.Verb switch
    {
        Verb.AllPhases => new($"/runs/{run.Id}", $"All phases of run {run.Id}"),
        Verb.Report => new($"/runs/{run.Id}/report", $"The filled-in checklist of run {run.Id}"),
        Verb.Evidence => new($"/runs/{run.Id}/evidence", $"The journal of run {run.Id}"),
        Verb.FullOutput when button.Item is { } item => new(OutputPath(run, new(item)), $"The output of {run.Runbook.Find(item)?.Number}"),
        _ => null,
    };

    private static string OutputPath(Run run, Runbooks.ItemKey item) =>
        FormattableString.Invariant($"/runs/{run.Id}/output?item={Uri.EscapeDataString(item.Value)}&attempt={run[item].Attempts.Length}");

    private async Task<Reply> TellAsync(Identity who, TypedLine line, Func<TellingContext, ImmutableArray<Prose>> say, CancellationToken ct)
    {
        var run = (await finder.FindAsync(line.Run, ct)).Run;
        return new Reply.Tell(say(new(run, desk.House, desk.House.Find(who), time.GetUtcNow())), run?.Id);
    }

    private async Task<Reply> StatusAsync(Identity who, TypedLine line, CancellationToken ct)
    {
        var found = await finder.FindAsync(line.Run, ct);
        if (found.Run is null && found.Why != RunFinder.NoneYet) return new Reply.Refused(found.Why!);
        return new Reply.Tell(Telling.Status(new(found.Run, desk.House, desk.House.Find(who), time.GetUtcNow())), found.Run?.Id);
    }

    private async Task<Reply> OpenAsync(TypedLine line, Func<Run, Reply.Open> open, CancellationToken ct)
    {
        var found = await finder.FindAsync(line.Run, ct);
        return found.Run is { } run ? open(run) : new Reply.Refused(found.Why!);
    }

    private static Reply.Refused NotUnderstood(Prose text) => new(new Refusal(RefusalReason.NotUnderstood, text));
}
