using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Boards;

public sealed class MessageNames
{
    /// <summary>Two messages of one name would take each other's place in a room.</summary>
    [Fact]
    public void Every_message_of_a_run_has_a_name_of_its_own() => RandomRun.Always(walk =>
    {
        var run = Run.Fold(walk.Runbook, walk.Journal);
        var view = new RunView(run, Crew.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", walk.Journal[^1].At);
        string[] names =
        [
            Post.BoardKey, .. ThreadWriter.Thread(view, walk.Journal).Select(reply => reply.Key), .. ThreadWriter.Channel(view, walk.Journal).Select(notice => notice.Key),
            .. LetterWriter.Write(view, walk.Journal).Select(letter => letter.Key), .. FileWriter.Write(run).Select(file => file.Key),
            .. run.Alerts.SelectMany(alert => alert.Pages).Select(page => FormattableString.Invariant($"page/{page.Seq}")),
        ];
        names.ShouldBeUnique();
    });
}
