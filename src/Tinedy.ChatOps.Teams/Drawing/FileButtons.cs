using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>Buttons that bring a file.</summary>
internal static class FileButtons
{
    private const string Bring = "Bring me the file";

    /// <summary>The button that asks for this file.</summary>
    public static Button Of(RunDocument document) => document switch
    {
        RunDocument.Report => new(Verb.Report, document.Run, new ButtonTarget.WholeRun(0), Bring, "Report: the filled-in checklist"),
        RunDocument.Evidence => new(Verb.Evidence, document.Run, new ButtonTarget.WholeRun(0), Bring, "Evidence: the journal of the run"),
        RunDocument.Output output => Button.FullOutput(output.Attempt, $"Full output of attempt {output.Attempt.Number}") with { Words = Bring },
        _ => throw new System.Diagnostics.UnreachableException(document.GetType().Name),
    };
}
