using System.Collections.Immutable;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Every verb that acts on a run. A new one is a file beside these and a place in this list.</summary>
internal static class RunVerbs
{
    /// <summary>In the order in which completions and help name them.</summary>
    public static ImmutableArray<RunVerb> All { get; } =
    [
        new DoneVerb(), new RunStepVerb(), new SkipVerb(), new UndoVerb(), new AcceptTicksVerb(),
        new SignVerb(), new DeclineVerb(), new NoteVerb(), new CancelVerb(), new RetryVerb(), new JudgeVerb(), new FillVerb(),
        new PageVerb(), new RaiseVerb(), new AckVerb(), new FalseAlarmVerb(), new TellVerb(), new DrillVerb(),
        new RollbackVerb(), new AbortVerb(), new ApproveRollbackVerb(), new BreakGlassVerb(),
        new BeginVerb(), new CauseVerb(), new UnlockVerb(), new AcceptJournalVerb(), new TakeVerb(),
    ];

    private static readonly ImmutableDictionary<Verb, IButtonVerb> ByButton =
        All.Concat<IButtonVerb>([new MoveRun()]).SelectMany(verb => verb.ButtonKinds, (verb, kind) => (verb, kind)).ToImmutableDictionary(one => one.kind, one => one.verb);

    /// <summary>False for a button that only shows something, or begins a run.</summary>
    public static bool Knows(Button button) => ByButton.ContainsKey(button.Verb);

    /// <exception cref="ArgumentException">The button only shows something, or begins a run.</exception>
    public static IButtonVerb Of(Button button) => ByButton.GetValueOrDefault(button.Verb) ?? throw new ArgumentException($"{button.Verb} asks nothing of a run.");
}
