using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// Refusals that say what to write instead: more words, the right id, another verb. Whoever follows one must not be refused for something that
/// held all the time, so <see cref="Decision"/> asks what would be decided then, and names that first.
/// </summary>
internal static class Advice
{
    /// <summary>Stands for the words that a person would write then.</summary>
    private static readonly string Words = new('x', TextLimits.Reason);

    /// <summary>The command as its refusal advises it; null where the refusal advises nothing, or it was followed already.</summary>
    public static Command? Followed(Run run, Command command, RefusalReason why)
    {
        var followed = why switch
        {
            RefusalReason.ReasonTooShort or RefusalReason.NeedsANote => WithWords(command),
            RefusalReason.WrongTypedId => WithId(command, run.ShortId),
            RefusalReason.OutcomeUnknown when command is Command.RollBack rollback => rollback with { DespiteUnknown = true },
            RefusalReason.AlreadyTried when command is Command.RunStep start => new Command.Retry(start.Item, Words, start.Seen),
            _ => null,
        };
        return followed == command ? null : followed;
    }

    private static Command? WithWords(Command command) => command switch
    {
        Command.Tick c => c with { Note = Words },
        Command.Skip c => c with { Reason = Words },
        Command.BreakGlass c => c with { Reason = Words },
        Command.Retry c => c with { Saw = Words },
        Command.Judge c => c with { HowKnown = Words },
        Command.Decline c => c with { Why = Words },
        Command.WriteNote c => c with { Text = Words },
        Command.Fill c => c with { Value = Words },
        Command.Abort c => c with { Reason = Words },
        Command.Raise c => c with { Symptom = Words },
        Command.Page c => c with { Symptom = Words },
        Command.FalseAlarm c => c with { Reason = Words },
        Command.Tell c => c with { Text = Words },
        Command.NoteCause c => c with { Cause = Words },
        Command.AcceptJournal c => c with { Reason = Words },
        _ => null,
    };

    private static Command? WithId(Command command, string id) => command switch
    {
        Command.Abort c => c with { TypedId = id },
        Command.RollBack c => c with { TypedId = id },
        _ => null,
    };
}
