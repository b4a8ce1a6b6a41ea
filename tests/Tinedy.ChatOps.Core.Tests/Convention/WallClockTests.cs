using System.Text.RegularExpressions;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>
/// Who may ask for the time of day. It is for people to read, for the journal, and for moments that somebody named; how long
/// something lasts is measured by <c>MonotonicTime</c>, which nobody can move.
/// </summary>
public sealed partial class WallClockTests
{
    /// <summary>Each with its reason. Whoever adds a line has asked: what happens here when the clock jumps by an hour?</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Application/Conversations/ConversationContext.cs"] = "what is shown is shown as of now, and a moment that somebody typed is compared with it",
        ["Application/Announcements/ScreenReader.cs"] = "a board is drawn as of now",
        ["Application/Runs/RunService.cs"] = "the time of an entry; in the service it is the database's",
        ["Application/Runs/RunCache.cs"] = "when it was noticed that a journal went back",
        ["Application/Scheduling/DueProcessor.cs"] = "moments of the journal are compared with the time of its entries",
        ["Application/Watching/WatchService.cs"] = "moments of the journal are compared with the time of its entries",
        ["Console/Local/LocalChat.cs"] = "the time beside a line of the chat",
        ["Execution/Inspection/ToolInspector.cs"] = "the age of a file, which the file system tells by the wall clock; what goes is only a copy",
        ["Execution/Running/RunnerDirectory.cs"] = "the age of files, as above, and when no bot was here, in a sentence",
        ["Execution/Running/AttemptMonitor.cs"] = "when something was begun or found, in the journal and in sentences",
        ["Execution/Running/OutcomeProbe.cs"] = "when something was found, in sentences",
        ["Execution/Running/OutputFollower.cs"] = "since when a step runs, on the board",
        ["Execution/Running/WatchMonitor.cs"] = "when a look was taken, in the journal",
        ["Execution/BuiltInSteps/HttpStep.cs"] = "Retry-After may be a date",
        ["Execution/Supervision/Supervisor.cs"] = "when a step began and ended, in the journal; by a clock that is steady",
        ["Execution/Output/StepOutput.cs"] = "when something was printed last, on the board; silence is counted beside it",
        ["Chat/Client/ChatHttp.cs"] = "Retry-After may be a date",
        ["Slack/Endpoints/Signature.cs"] = "Slack signs the time of day",
        ["Slack/Connection/SlackHealth.cs"] = "since when no socket is open, in a sentence",
        ["Application/Time/SteadyClock.cs"] = "asked once, and to say by how much the machine's differs",
        ["Postgres/Queues/PostgresAgendaQueue.cs"] = "moments of the journal, by the clock that wrote them",
        ["Postgres/Queues/PostgresQueues.cs"] = "moments of the journal, by the clock that wrote them",
        ["Paging/MailPager.cs"] = "the date of a mail",
    };

    [Fact]
    public void Only_named_places_ask_for_the_time_of_day() => Asking().Except(Allowed.Keys).ShouldBeEmpty(
        "How long something lasts is measured with MonotonicTime. Where the time of day itself is meant, name the place and its reason here.");

    private static List<string> Asking()
    {
        var sources = Path.Combine(Repository.Root, "src");
        return
        [
            .. Directory.EnumerateFiles(sources, "*.*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(file => TimeOfDay().IsMatch(File.ReadAllText(file)))
                .Select(file => Path.GetRelativePath(sources, file).Replace('\\', '/').Replace("Tinedy.ChatOps.", "", StringComparison.Ordinal)),
        ];
    }

    [GeneratedRegex(@"\bGet(Utc|Local)Now\b|\bEnvironment\.TickCount\b")]
    private static partial Regex TimeOfDay();
}
