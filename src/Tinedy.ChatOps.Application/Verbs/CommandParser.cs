using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>From what was typed or sent to the command it means. Whatever a button does, a typed line does.</summary>
internal static class CommandParser
{
    /// <summary>What the line asks for: several things where it names several items, nothing when a part is missing; or why it is not understood.</summary>
    public static (ImmutableArray<Command> Commands, Refusal? Why) ToCommands(TypedLine line, Run run, AccessDirectory? access = null) =>
        RunVerbs.Named(line.Verb)?.ToCommands(line, new(run, access)) ?? ([], null);

    /// <summary>Null when a part is missing, or the verb is none of ours.</summary>
    /// <param name="access">Whose people may be named, beside what the runbook names; null: nobody.</param>
    public static Command? ToCommand(TypedLine line, Run run, AccessDirectory? access = null) => RunVerbs.Named(line.Verb)?.ToCommand(line, new(run, access));

    /// <param name="inputs">What the dialog sent, by name; empty where there was none.</param>
    public static Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => RunVerbs.Of(about).ToCommand(about, inputs);
}
