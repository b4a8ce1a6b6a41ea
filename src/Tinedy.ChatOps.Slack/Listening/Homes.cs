using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Dialogs;
using Tinedy.ChatOps.Slack.Drawing;
using Tinedy.ChatOps.Slack.Kit;

namespace Tinedy.ChatOps.Slack.Listening;

/// <summary>Everybody's App Home: their open duties, drawn when they open it and when they do something in it.</summary>
internal sealed class Homes(SlackApi slack, Conversation conversation, Workspace workspace, RunDesk desk, SlackErrands errands)
{
    public void Publish(Identity who) => errands.Start("home", async ct =>
    {
        var markup = new Markup(who.Tenant);
        var view = desk.House.Find(who) is null
            ? HomeView.Stranger(Conversation.StrangerText(who), markup)
            : HomeView.Draw(await conversation.DutiesAsync(await workspace.SpeakerAsync(who, null, ct), ct), markup);
        await slack.PublishHomeAsync(who.User, view, ct);
    });
}
