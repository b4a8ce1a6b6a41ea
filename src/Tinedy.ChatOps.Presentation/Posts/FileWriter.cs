using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>Files that belong into the thread: what a step printed in full, and what a finished run leaves behind.</summary>
public static class FileWriter
{
    public static ImmutableArray<Post.OfFile> Write(Run run) => [.. Outputs(run), .. run.GoesOn ? [] : Left(run)];

    /// <summary>Only where the thread's own lines are not the whole.</summary>
    private static IEnumerable<Post.OfFile> Outputs(Run run) =>
        from item in run.Runbook.Tickable
        from attempt in run[item].Attempts
        where attempt.Ending is { OutputDigest: not null } ending && ending.Lines > ending.Tail.Length
        let id = new AttemptId(run.Id, item.Key, attempt.Number)
        select new Post.OfFile(run.Id, $"output/{item.Key}/{attempt.Number}", new RunDocument.Output(id), $"Output of {Refusals.Named(item)}, attempt {attempt.Number}");

    private static IEnumerable<Post.OfFile> Left(Run run) =>
    [
        new(run.Id, "report", new RunDocument.Report(run.Id), $"The filled-in checklist of run {run.Id}"),
        new(run.Id, "evidence", new RunDocument.Evidence(run.Id), $"The journal of run {run.Id}"),
    ];
}
