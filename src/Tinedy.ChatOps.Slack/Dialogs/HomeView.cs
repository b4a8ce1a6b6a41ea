using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Dialogs;

/// <summary>A person's App Home: what waits for them, in every run that goes on or is scheduled.</summary>
internal static class HomeView
{
    public static View Draw(ImmutableArray<PendingTasks> duties, Markup markup)
    {
        var flow = new BlockBuilder(markup).Block(new Block.Header(TextObject.Plain("What waits for you", Limits.HeaderText)));
        if (duties.IsEmpty) flow.Line("No run goes on and none is scheduled. An operator can start one in a channel.");
        foreach (var duty in duties)
        {
            flow.Block(new Block.Divider()).Line($"*{markup.Write(duty.State, 300)}*").Line(markup.Write(duty.Now, 1_000));
            if (duty.Rows.IsEmpty) flow.Line("Nothing here waits for you.");
            foreach (var row in duty.Rows) flow.Row(row, 500);
        }
        return new View("home", [.. flow.Blocks.Take(Limits.ViewBlocks)]);
    }

    public static View Stranger(Prose why, Markup markup) => new("home", [new Block.Section(TextObject.Marked(markup.Write(why)))]);
}
