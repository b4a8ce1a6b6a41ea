using System.Text;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Evidence;

public sealed class RaisedOnPaperTests
{
    [Fact]
    public void A_raised_criterion_is_ticked_on_its_own_line_with_what_was_seen_and_how_it_ended() =>
        LineOf(ExampleRun.RolledBackAfterAnAlert(), "Performance degradation").ShouldBe(
            "- [x] Performance degradation \\> 50% — raised 2026-11-22 21:44 UTC by the bot: queries have taken 2.4 times as long · rolled back 2026-11-22 21:46 UTC".Replace("\\>", ">", StringComparison.Ordinal));

    [Fact]
    public void A_criterion_that_was_a_false_alarm_stays_unticked_and_says_so()
    {
        var story = new Story(Paper.Reference).Done(Crew.Sam, new Command.Raise("1", "nothing can be saved")).Done(Crew.DevOps, new Command.FalseAlarm(1, "it was the proxy, not the database"));
        LineOf(story, story.Runbook.Criteria[0].Text).ShouldSatisfyAllConditions(
            line => line.ShouldStartWith("- [ ] "),
            line => line.ShouldContain("— false alarm 2026-11-22"),
            line => line.ShouldContain("it was the proxy, not the database"));
    }

    [Fact]
    public void What_nobody_raised_stays_as_it_was_and_everything_is_read_back()
    {
        var story = ExampleRun.RolledBackAfterAnAlert();
        LineOf(story, "Data corruption").ShouldBe("- [ ] Data corruption detected");
        var outcome = RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None);
        var file = RunbookExport.Write(story.Runbook, outcome);
        RunbookExport.Strip(file).ShouldBe(story.Runbook.Source.ToArray());
        RunbookExport.ReadBack(file).Outcome.Items.Values.ShouldContain(mark => mark.State == ChecklistState.Raised);
    }

    private static string LineOf(Story story, string criterion) =>
        Encoding.UTF8.GetString(RunbookExport.Write(story.Runbook, RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None)))
            .Split('\n').First(line => line.Contains(criterion, StringComparison.Ordinal)).TrimEnd('\r');
}
