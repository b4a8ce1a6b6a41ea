using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Brings commands to <see cref="RunService"/>, and says what became of them.</summary>
internal sealed class CommandHandler(RunService runs)
{
    public async Task<Reply> HandleAsync(Request request, CancellationToken ct) => await runs.HandleAsync(request, ct) switch
    {
        Answer.Accepted accepted => new Reply.Done(Recorded(accepted), accepted.Run.Id),
        Answer.Refused refused => new Reply.Refused(refused.Why),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    /// <summary>Each is decided by itself, and said what became of it.</summary>
    /// <param name="first">The request of the first one; the others have its key with their place.</param>
    public async Task<Reply> HandleAllAsync(Request first, ImmutableArray<Command> commands, CancellationToken ct)
    {
        var replies = new List<Reply>();
        for (var at = 0; at < commands.Length; at++)
        {
            var key = at == 0 ? first.Key : string.Create(CultureInfo.InvariantCulture, $"{first.Key}/{at}");
            var command = commands[at] is Command.Tick tick ? tick with { Follows = replies.LastOrDefault() is Reply.Done } : commands[at];
            replies.Add(await HandleAsync(first with { Key = key, Command = command }, ct));
        }
        ImmutableArray<Prose> lines = [.. replies.Select(reply => reply is Reply.Done done ? done.Text : ((Reply.Refused)reply).Why.Text)];
        return replies.All(reply => reply is Reply.Done) ? new Reply.Done(Prose.Join("\n", lines), first.Run) : new Reply.Tell(lines, first.Run);
    }

    private Prose Recorded(Answer.Accepted accepted) => accepted.Entries.IsEmpty
        ? (Prose)$"Nothing was left to do."
        : accepted.Entries.Count(entry => entry.Event is RunEvent.ItemTicked { Note: ItemRules.FromPaper }) is > 1 and var ticks
            ? (Prose)$"Recorded: {accepted.Entries[0].By} accepted {ticks} ticks of the paper."
            : $"Recorded: {accepted.Entries[0].By} {ActWriter.Write(accepted.Run.Runbook, accepted.Entries[0]).Text}.{Called(accepted.Run, accepted.Entries[0].Event)}";

    /// <summary>Whoever calls somebody reads whom the words meant.</summary>
    private Prose Called(Run run, RunEvent happened) => happened is RunEvent.AlertRaised { Why: AlertKind.Call, Escalation.Rungs: [var first, ..] }
        ? $" Called first: {runs.Access.Naming(first.Person)} for {first.Contact}.{InPlaceOf(run, first.Contact)}"
        : Prose.Empty;

    /// <summary>The file names somebody else for this contact.</summary>
    private Prose InPlaceOf(Run run, string label) =>
        run.Runbook.Contacts.FirstOrDefault(contact => string.Equals(contact.Label, label, StringComparison.OrdinalIgnoreCase)) is { } contact
        && runs.Access.UnknownNameOf(run.Runbook, contact, run.Fields.GetValueOrDefault(contact.Label)) is { } named
            ? $" The file names {named}, and nobody on the People list is that."
            : Prose.Empty;
}
