using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Dialogs;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>Draws what stands in a dialog. Teams waits for it, so that nothing has to be opened empty and filled afterwards.</summary>
internal sealed partial class DialogService(ScreenReader screens, IRunFiles files, ILogger<DialogService> logger)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <param name="beneath">What comes back when the dialog is sent.</param>
    public Task<DialogContent> DrawAsync(Reply? reply, CardState beneath) => DrawAsync(reply, beneath, Nothing, null);

    /// <param name="filled">What was filled in and is to be seen again.</param>
    /// <param name="wrong">What was wrong with it.</param>
    public async Task<DialogContent> DrawAsync(Reply? reply, CardState beneath, IReadOnlyDictionary<string, string> filled, (string Field, Prose Why)? wrong)
    {
        try
        {
            return reply switch
            {
                Reply.Waiting waiting => DialogContent.Refused(waiting.Text),
                Reply.Ask ask => DialogCard.Draw(ask.Dialog, beneath, filled, wrong),
                Reply.Refused refused => DialogContent.Refused(refused.Why.Text),
                Reply.InField inField => DialogContent.Refused(inField.Why.Text),
                Reply.Done done => DialogContent.Saying("Done", done.Text),
                Reply.Tell tell => DialogContent.Saying("Run", Prose.Join("\n", tell.Lines)),
                Reply.Phases phases when await ScreenAsync(phases.Run) is { } screen => PhasesCard.Draw(screen, beneath),
                Reply.Open { What: RunDocument.Output output } open => OutputCard.Draw(open.Text, await files.ReadAsync(output, CancellationToken.None), await EntryAsync(output.Attempt)),
                _ => DialogContent.Saying("Nothing to show", $"There is nothing to show here."),
            };
        }
        catch (Exception failure)
        {
            LogNotRead(failure);
            return DialogContent.Refused(SystemMessages.NotRead(failure));
        }
    }

    private async Task<ThreadEntry?> EntryAsync(AttemptId attempt) => (await ScreenAsync(attempt.Run))?.Thread.LastOrDefault(entry => entry.Attempt == attempt);

    private Task<Screen?> ScreenAsync(RunId run) => screens.ReadAsync(run, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "A dialog could not be filled.")]
    private partial void LogNotRead(Exception failure);
}
