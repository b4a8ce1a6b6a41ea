using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Commands;

/// <summary>Every refusal in words: "Not done: why. Who can.". One factory a reason.</summary>
public static partial class Refusals
{
    private static readonly Prose Anyone = $"Anyone on the People list";

    public static Refusal NotOnPeopleList(Identity account) => Of(RefusalReason.NotOnPeopleList,
        $"Not done: this {PlatformName(account.Platform)} account is not on the People list. Whoever runs this service can add {$"{account.Tenant}/{account.User}"}.");

    public static Refusal NotAMember(Membership membership) => Of(RefusalReason.NotAMember, membership switch
    {
        Membership.Guest => (Prose)"Not done: guests and people of other organisations cannot act here. A member who is on the People list can.",
        Membership.Bot => (Prose)"Not done: bots cannot act here. A person who is on the People list can.",
        _ => (Prose)"Not done: this account is deactivated. A member who is on the People list can.",
    });

    public static Refusal NotHere(Run run) => Of(RefusalReason.NotHere,
        $"Not done: run {run.Id} is not in this channel. It can be worked on where its board is.");

    public static Refusal SharedChannel() => Of(RefusalReason.NotHere,
        $"Not done: this channel is shared with another organisation. People on the People list can act in a channel of their own.");

    public static Refusal NotInvited() => Of(RefusalReason.NotHere,
        $"Not started: the bot is not in this channel. Anyone here can invite it; then write start again.");

    public static Refusal MirrorsInAChannel() => Of(RefusalReason.NotHere,
        $"Not shown: a mirror is asked for in the channel that shall show the run too. An operator can write the same there.");

    public static Refusal ShownHere(Run run) => Of(RefusalReason.AlreadyDone,
        $"Already shown: run {run.Id} is in this channel. Nothing changed.");

    public static Refusal StartsInAChannel() => Of(RefusalReason.NotHere,
        $"Not started: a run starts in the channel where its team is. An operator can write the same there.");

    public static Refusal NotAnOperator(Prose notDone, string environment, IReadOnlyList<Person> operators) => operators.Count == 0
        ? Of(RefusalReason.NobodyHolds, $"{notDone}: nobody operates {environment}. Whoever runs this service names operators in its settings.")
        : Of(RefusalReason.NotAnOperator, $"{notDone}: only operators of {environment} can. {Names(operators)} can.");

    public static Refusal NotAHolder(Prose notDone, string role, IReadOnlyList<Person> holders, Person asker) => holders.Count == 0
        ? Of(RefusalReason.NobodyHolds, $"{notDone}: {role} is held by nobody. Whoever runs this service names a holder in its settings.")
        : Of(RefusalReason.NotAHolder, $"{notDone}: {role} is held by {Names(holders, "and")}. {Holds(asker)}");

    public static Refusal NotYours(Item item, Actor doneBy) => Of(RefusalReason.NotYours,
        $"Not undone: {Named(item)} was marked by {doneBy}. Only {doneBy} can undo it.");

    public static Refusal UnknownRun(RunId run) => Of(RefusalReason.UnknownRun,
        $"Not done: there is no run {run}. The history lists the runs.");

    public static Refusal UnknownRunbook(string? typed, IReadOnlyList<string> names) => Of(RefusalReason.UnknownRunbook, names.Count == 0
        ? (Prose)"Not started: there is no runbook. Whoever runs this service puts one into the folder of Runbooks:Directory."
        : typed is null
            ? (Prose)$"Not started: there are {names.Count} runbooks. Name one: {Prose.List([.. names.Select(name => (Prose)$"{name}")], "or")}."
            : string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not started: choose a runbook: {OneOf(names)}."
            : $"Not started: there is no runbook \"{typed}\". There is {Prose.List([.. names.Select(name => (Prose)$"{name}")])}.");

    public static Refusal RunbookHasErrors(string name, Reading reading)
    {
        var first = reading.FirstError!;
        return Of(RefusalReason.RunbookHasErrors, $"Not started: {name} line {first.Line}: {first.Message}");
    }

    public static Refusal UnknownEnvironment(string? typed, AccessDirectory access) => Of(RefusalReason.UnknownEnvironment, access.Environments.IsEmpty
        ? (Prose)"Not started: no environment is configured. Whoever runs this service adds one under Environments."
        : typed is null
            ? (Prose)$"Not started: there are {access.Environments.Length} environments and none is the default. Name one: {Prose.List([.. access.Environments.Select(other => (Prose)$"{other.Name}")], "or")}."
            : string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not started: choose an environment: {OneOf(access.Environments.Select(other => other.Name))}."
            : $"Not started: there is no environment \"{typed}\". There is {Prose.List([.. access.Environments.Select(other => (Prose)$"{other.Name}")])}.");

    private static Prose OneOf(IEnumerable<string> names) => Prose.List([.. names.Select(name => (Prose)$"{name}")], "or");

    /// <summary>A name that nothing has; where none was given, no hole is left in the sentence.</summary>
    private static Prose Unknown(string hasNone, string typed) => string.IsNullOrWhiteSpace(typed) ? (Prose)$"{(Prose)hasNone} without a name" : $"{(Prose)hasNone} \"{typed}\"";

    /// <summary>The same, and what may have been meant; or what it may be, where it fits several.</summary>
    private static Prose Unknown<T>(string hasNone, NameMatch<T> match, Func<T, Prose> say) => match switch
    {
        NameMatch<T>.Several several => (Prose)$"\"{match.Typed}\" may be {Prose.List([.. several.Fitting.Select(say)], "or")}.",
        NameMatch<T>.None none => $"{Unknown(hasNone, none.Typed)}.{DidYouMean([.. none.Near.Select(say)])}",
        _ => throw new System.Diagnostics.UnreachableException("It is known."),
    };

    private static Prose DidYouMean(IReadOnlyList<Prose> near) => near.Count == 0 ? Prose.Empty : $" Did you mean {Prose.List(near, "or")}?";

    /// <summary>Words of a line that nothing of it takes.</summary>
    /// <param name="run">The id of the run that they name, which stands in front; null where they name none.</param>
    public static Refusal Leftover(string verb, string words, string? run) => Of(RefusalReason.NotUnderstood, run is not null
        ? (Prose)$"Not understood: {(Prose)verb} takes nothing behind it. Put the id in front: {run} {(Prose)verb}."
        : $"Not understood: {(Prose)verb} has no place for \"{words}\". Write the line without it.");

    public static Refusal UnknownItem(Prose notDone, string typed, Runbook runbook) => Of(RefusalReason.UnknownItem,
        $"{notDone}: {Unknown("this run has no item", typed)}. {ItemNumbers(runbook)}");

    /// <summary>"Its items are 1.1.1 to 3.2.4, its rollback steps 4.1.1 to 4.1.3."</summary>
    private static Prose ItemNumbers(Runbook runbook) => (runbook.Items.ToList(), runbook.RollbackSteps) switch
    {
        ([], [var first, .. var rest]) => $"Its rollback steps are {FromTo(first, rest.LastOrDefault())}; the board shows them.",
        ([var first, .. var rest], []) => $"Its items are {FromTo(first, rest.LastOrDefault())}; the board shows them.",
        ([var first, .. var rest], [var back, .. var others]) => $"Its items are {FromTo(first, rest.LastOrDefault())}, its rollback steps {FromTo(back, others.LastOrDefault())}; the board shows them.",
        _ => $"It has none.",
    };

    private static Prose FromTo(Item first, Item? last) => last is null ? (Prose)$"{first.Number}" : $"{first.Number} to {last.Number}";

    public static Refusal UnknownRole(string typed, Runbook runbook) => Of(RefusalReason.UnknownRole, runbook.SignOffs.Any()
        ? string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not signed: choose a role: {OneOf(runbook.SignOffs.Select(line => line.Role))}."
        : $"Not signed: {Unknown("this run has no role", RunbookNames.Role(runbook, typed), line => $"{line.Role}")} Its roles are {Prose.List([.. runbook.SignOffs.Select(line => (Prose)$"{line.Role}")])}."
        : (Prose)"Not signed: the runbook asks for no signatures.");

    public static Refusal UnknownRollbackRole(string typed, Runbook runbook) => Of(RefusalReason.UnknownRole, runbook.RollbackRoles.Any()
        ? string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not approved: choose a role: {OneOf(runbook.RollbackRoles)}."
        : $"Not approved: {Unknown("this run has no role", RunbookNames.RollbackRole(runbook, typed), role => $"{role}")} Its roles are {Prose.List([.. runbook.RollbackRoles.Select(role => (Prose)$"{role}")])}."
        : (Prose)"Not approved: the runbook names no roles.");

    public static Refusal UnknownLabel(string typed, Runbook runbook) => Of(RefusalReason.UnknownLabel,
        string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not filled in: choose the field." : $"Not filled in: {Unknown("the runbook has no field", RunbookNames.Field(runbook, typed), field => $"{field.Label}")} Its fields are {Prose.List([.. runbook.Information.Concat(runbook.Contacts).Select(field => (Prose)$"{field.Label}")])}.");

    public static Refusal AlreadyDone(Item item, string what, Actor by, DateTimeOffset at) => Of(RefusalReason.AlreadyDone,
        $"Already {(Prose)what}: {item.Number} was {(Prose)(what == "done" ? "marked done" : what)} by {by} at {at}. Nothing changed.");

    public static Refusal AlreadySucceeded(Item item, Actor startedBy, DateTimeOffset at) => Of(RefusalReason.AlreadyDone,
        $"Already done: {item.Number} succeeded at {at}, started by {startedBy}. Nothing changed.");

    public static Refusal AlreadyFilledIn(Field field) => Of(RefusalReason.AlreadyDone,
        $"Already filled in: {field.Label} is {field.Value} on the paper. Nothing changed.");

    public static Refusal AlreadySigned(Signature signature) => Of(RefusalReason.AlreadySigned,
        $"Already signed: {signature.Role} was signed by {signature.By} at {signature.At}. Nothing changed.");

    public static Refusal RollbackApproved(string role, Remark earlier) => Of(RefusalReason.AlreadyDone,
        $"Already approved: for {role}, by {earlier.By} at {earlier.At}. Nothing changed.");

    public static Refusal OneHumanOnce(Signature earlier, string role) => Of(RefusalReason.OneHumanOnce,
        $"Not counted: you signed {earlier.Role} at {earlier.At} in {(Prose)PlaceName(earlier.By.Via?.Platform)}. One person counts once; {role} needs someone else who holds it.");

    public static Refusal StaleButton(Prose notDone, Item item, ItemState state) => Of(RefusalReason.StaleButton, state.LastBy is { } by
        ? (Prose)$"{notDone}: the board has moved on since your button was drawn. {by} changed {item.Number} since. The board shows what is next."
        : $"{notDone}: the board has moved on since your button was drawn. The board shows what is next.");

    public static Refusal StepMovedOn(Prose notDone, Item item, Attempt latest) => Of(RefusalReason.StaleButton,
        $"{notDone}: the board has moved on since your button was drawn. {latest.By} started {item.Number} at {latest.At}. The board shows what is next.");

    public static Refusal ContentChanged(string role) => Of(RefusalReason.ContentChanged,
        $"Not signed: what you were shown for {role} has changed since. Open the sign-off again and read it.");

    public static Refusal WaitsFor(Prose notDone, Item item, IReadOnlyList<Item> before) => Of(RefusalReason.WaitsForGate,
        $"{notDone}: {Named(item)} waits for {Numbers(before)}. {WhoCanSettle(before)}");

    public static Refusal WaitsForPhase(Prose notDone, Item item, Phase phase, IReadOnlyList<Item> open) => Of(RefusalReason.WaitsForGate,
        $"{notDone}: {Named(item)} waits for phase {phase.Number}, where {Numbers(open)} {(Prose)(open.Count == 1 ? "is" : "are")} open. {WhoCanSettle(open)}");

    public static Refusal StepsAreHeld(Prose notDone, Item undecided, IReadOnlyList<Person> deciders) => Of(RefusalReason.StepsAreHeld,
        $"{notDone}: steps are held until {Named(undecided)} is decided. {Can(deciders, "decide")}");

    public static Refusal SignOffNotOpen(string role, IReadOnlyList<Item> open) => Of(RefusalReason.SignOffNotOpen,
        $"Not signed: {role} opens when every item is done or skipped. {Numbers(open)} {(Prose)(open.Count == 1 ? "is" : "are")} open. {WhoCanSettle(open)}");

    public static Refusal WaitsForRoles(string role, IReadOnlyList<string> before) => Of(RefusalReason.WaitsForGate,
        $"Not signed: {role} comes after {Prose.List([.. before.Select(other => (Prose)$"{other}")])}.");

    public static Refusal NothingToDecide(Prose notDone, Item item) => Of(RefusalReason.NothingToDecide,
        $"{notDone}: {Named(item)} has no outcome to decide on. The board shows what is next.");

    public static Refusal NothingOnPaper() => Of(RefusalReason.NothingOnPaper,
        $"Not accepted: no open item is ticked on the paper. Items are marked done one by one.");

    public static Refusal NothingToUndo(Item item) => Of(RefusalReason.NothingToUndo,
        $"Not undone: {Named(item)} has no tick and no skip. Nothing changed.");

    public static Refusal IsRunning(Prose notDone, Item item, Attempt attempt) => Of(RefusalReason.IsRunning,
        $"{notDone}: {Named(item)} is running, started {attempt.At} by {attempt.By}.");

    /// <param name="label">Of the runners that may take it; null: this service's own.</param>
    public static Refusal WaitsForRunner(Item item, Attempt attempt, string? label) => Of(RefusalReason.AlreadyDone,
        $"Already started: {item.Number} {Waiting(attempt, label)}. An operator can cancel it.");

    /// <summary>"waits for a runner db1 since 22:16".</summary>
    public static Prose Waiting(Attempt attempt, string? label) =>
        label is null ? (Prose)$"waits for a runner since {attempt.At}" : $"waits for a runner {label} since {attempt.At}";

    public static Refusal OutcomeUnknown(Prose notDone, Item item, IReadOnlyList<Person> deciders) => Of(RefusalReason.OutcomeUnknown,
        $"{notDone}: we do not know how {Named(item)} ended. {Can(deciders, "say whether it was done")}");

    /// <summary>A restore beside a migration that still writes is the one thing that a rollback must not do unasked.</summary>
    public static Refusal MayStillWrite(Run run, IReadOnlyList<Item> unknown, IReadOnlyList<Person> deciders) => Of(RefusalReason.OutcomeUnknown, unknown.Count == 1
        ? (Prose)$"Not started: we do not know how {Named(unknown[0])} ended. It may still be writing. {Can(deciders, "judge " + unknown[0].Number)} {Confirmed(run)}"
        : $"Not started: we do not know how {Numbers(unknown)} ended. They may still be writing. {Can(deciders, "judge them")} {Confirmed(run)}");

    private static Prose Confirmed(Run run) => $"To go back beside it, confirm: {$"rollback {run.ShortId} despite-unknown"}.";

    public static Refusal AlreadyTried(Item item) => Of(RefusalReason.AlreadyTried,
        $"Not started: {Named(item)} was tried before. Use retry {item.Number} and say what you saw.");

    public static Refusal NotRunningStep(Prose notDone, Item item) => Of(RefusalReason.NotStarted,
        $"{notDone}: {Named(item)} is not running. Nothing changed.");

    /// <param name="holders">Of the item's role; nobody where it has none.</param>
    public static Refusal NoCommand(Item item, IReadOnlyList<Person> holders) => Of(RefusalReason.NoCommand, item.Role is null
        ? (Prose)$"Not started: {Named(item)} has no command. {Anyone} can mark it done."
        : $"Not started: {Named(item)} has no command. {Can(holders, "mark it done")}");

    public static Refusal NoWorkspace(string environment) => Of(RefusalReason.CannotRunHere,
        $"Not started: {environment} has no workspace to run in. Whoever runs this service sets {$"Environments:{environment}:Workspace"}.");

    public static Refusal GateIsOpen(Item item) => Of(RefusalReason.NothingToDecide,
        $"Not passed: nothing is in the way of {Named(item)}. Nothing changed.");

    public static Refusal NeedsANote(Item item) => Of(RefusalReason.NeedsANote,
        $"Not done: {Named(item)} runs a command. To mark it done by hand, say how in {(Prose)MinimumReason} letters or more: done {item.Number} NOTE.");

    public static Refusal ReasonTooShort(Prose notDone, string what) => Of(RefusalReason.ReasonTooShort,
        $"{notDone}: the {(Prose)what} needs {(Prose)MinimumReason} letters or more.");

    public static Refusal TooLong(Prose notDone) => Of(RefusalReason.TooLong,
        $"{notDone}: the text is longer than {TextLimits.Text} letters. Shorten it, or put it into a file and name the file.");

    public static Refusal WrongTypedId(Prose notDone, string typed, Run run) => Of(RefusalReason.WrongTypedId, typed.Length == 0
        ? (Prose)$"{notDone}: type the run's id to confirm: {run.ShortId}."
        : $"{notDone}: the id does not match: you typed {typed}, this run is {run.ShortId}.");

    public static Refusal NoSingleBackup(Item item, string placeholder, int found) => Of(RefusalReason.NoSingleBackup, found == 0
        ? (Prose)$"Not started: {item.Number} needs exactly one file of this run for {placeholder} and there is none. An operator can do it by hand and mark {item.Number} done with a note."
        : $"Not started: {item.Number} needs exactly one file of this run for {placeholder} and there are {found}. An operator can do it by hand and mark {item.Number} done with a note.");

    public static Refusal NoProvenBackup(Item item, IReadOnlyList<Item> backups) => Of(RefusalReason.NoProvenBackup,
        $"Not started: {Named(item)} needs a proven backup of this run, and {Prose.List([.. backups.Select(backup => (Prose)$"{backup.Number}")], "or")} has made none. An operator can run {backups[0].Number}, or do {item.Number} by hand and mark it done with a note.");

    public static Refusal RunEnded(Run run) => Of(RefusalReason.RunEnded, run.Status == RunStatus.RolledBack
        ? (Prose)$"Not changed: run {run.Id} was rolled back at {run.EndedAt!.Value} and can only be read. The cause can still be noted."
        : $"Not changed: run {run.Id} ended at {run.EndedAt!.Value} and can only be read. An operator of {run.Environment} can start a new one.");

    public static Refusal RollingBack(Prose notDone, Run run) => Of(RefusalReason.RollingBack,
        $"{notDone}: run {run.Id} is rolling back; only rollback steps can start. {run.Rollback!.By} has led it since {run.Rollback.StartedAt}.");

    public static Refusal NotRollingBack(Prose notDone, Item item) => Of(RefusalReason.WaitsForGate,
        $"{notDone}: {Named(item)} is a rollback step. It opens when a rollback has been started.");

    public static Refusal NoRollbackSteps() => Of(RefusalReason.NoRollbackSteps,
        $"Not started: the runbook has no rollback steps. An operator can abort the run and roll back by hand.");

    public static Refusal NothingToUnlock(Prose notDone, Run run) => Of(RefusalReason.NothingToDecide,
        $"{notDone}: {run.Environment} is not locked by run {run.Id}. Nothing changed.");

    public static Refusal CauseNotNoted(Run run, IReadOnlyList<Person> operators) => Of(RefusalReason.CauseNotNoted,
        $"Not unlocked: the cause of the rollback of run {run.Id} is not noted. {Can(operators, "note it")}");

    public static Refusal EnvironmentHeld(Run holder) => Of(RefusalReason.EnvironmentHeld,
        $"Not started: run {holder.Id} has held {holder.Environment} since {holder.StartedAt}. {holder.StartedBy}, who started run {holder.Id}, can finish or abort it.");

    public static Refusal EnvironmentLocked(Run holder, IReadOnlyList<Person> operators) => Of(RefusalReason.EnvironmentLocked,
        $"Not started: {holder.Environment} has been locked since {holder.EndedAt!.Value} by run {holder.Id} (rolled back, {(Prose)(holder.Rollback?.Cause is null ? "cause not noted" : "not unlocked")}). {Can(operators, holder.Rollback?.Cause is null ? "note it and unlock" : "unlock it")}");

    public static Refusal JournalDiverged(Run run, IReadOnlyList<Person> operators) => Of(RefusalReason.JournalDiverged,
        $"Not recorded: the journal of run {run.Id} is not the one that was known. {Can(operators, "look and accept it")}");

    public static Refusal JournalIsKnown(Run run) => Of(RefusalReason.NothingToDecide,
        $"Not accepted: the journal of run {run.Id} is the one that was known. Nothing changed.");

    /// <summary>"2.2.2 Run Prisma migration": number and own words.</summary>
    public static Prose Named(Item item) => $"{item.Number} {item.Text}";

    private static readonly string MinimumReason = FormattableString.Invariant($"{TextLimits.Reason}");

    private static Refusal Of(RefusalReason reason, Prose text) => new(reason, text);

    private static Prose Names(IReadOnlyList<Person> people, string last = "or") =>
        Prose.List([.. people.Select(person => (Prose)$"{person}")], last);

    private static Prose Can(IReadOnlyList<Person> people, string what) =>
        people.Count == 0 ? (Prose)"Whoever runs this service names operators in its settings." : $"{Names(people)} can {(Prose)what}.";

    /// <summary>"You hold DevOps Engineer."</summary>
    public static Prose Holds(Person person) => person.Roles.Length == 0
        ? (Prose)"You hold no role."
        : $"You hold {Prose.List([.. person.Roles.Select(role => (Prose)$"{role}")])}.";

    private static Prose Numbers(IReadOnlyList<Item> items) => items.Count <= TextLimits.Named
        ? Prose.List([.. items.Select(item => (Prose)$"{item.Number}")])
        : $"{Prose.Join(", ", items.Take(TextLimits.Named).Select(item => (Prose)$"{item.Number}"))} and {items.Count - TextLimits.Named} more";

    private static Prose WhoCanSettle(IReadOnlyList<Item> items) => items.Any(item => item.IsStep)
        ? (Prose)"Operators run steps; anyone on the People list can mark the others done."
        : $"{Anyone} can mark {(Prose)(items.Count == 1 ? "it" : "them")} done.";

    private static string PlatformName(string platform) => platform switch
    {
        "slack" => "Slack",
        "teams" => "Teams",
        _ => platform,
    };

    private static string PlaceName(string? platform) => platform is null or "local" ? "the local chat" : PlatformName(platform);
}
