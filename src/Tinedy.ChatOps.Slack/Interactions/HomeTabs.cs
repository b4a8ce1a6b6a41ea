using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Dialogs;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>Everybody's App Home: their open duties, drawn when they open it and when they do something in it.</summary>
internal sealed class HomeTabs(SlackApi slack, Conversation conversation, WorkspaceDirectory workspace, RunService runs, SlackBackgroundReplies replies)
{
    public void Publish(Identity who) => replies.Start("home", async ct =>
    {
        var markup = new Markup(who.Tenant);
        var view = runs.Access.Find(who) is null
            ? HomeView.Stranger(Conversation.StrangerText(who), markup)
            : HomeView.Draw(await conversation.DutiesAsync(await workspace.SpeakerAsync(who, null, ct), ct), markup);
        await slack.PublishHomeAsync(who.User, view, ct);
    });
}
