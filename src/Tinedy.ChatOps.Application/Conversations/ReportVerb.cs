using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>The filled-in checklist.</summary>
internal sealed class ReportVerb() : ConversationVerb("report", VerbGroup.Look, "the filled-in checklist")
{
    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        var found = await with.Finder.FindAsync(line.Run, from.Where, ct);
        return found.Run is { } run ? Of(run) : new Reply.Refused(found.Why!);
    }

    /// <summary>By line and by button.</summary>
    public static Reply.Open Of(Run run) => new(new RunDocument.Report(run.Id), $"The filled-in checklist of run {run.Id}");
}
