using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>The command that a line or a button means, by the verb of each.</summary>
internal static class CommandParser
{
    public static (ImmutableArray<Command> Commands, Refusal? Why) ToCommands(TypedLine line, Run run) => Verb(line).ToCommands(line, new(run));

    public static Command? ToCommand(TypedLine line, Run run, AccessDirectory? access = null) => Verb(line).ToCommand(line, new(run, access));

    public static Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => RunVerbs.Of(about).ToCommand(about, inputs);

    private static RunVerb Verb(TypedLine line) => (RunVerb)VerbCatalogue.Named(line.Verb)!;
}
