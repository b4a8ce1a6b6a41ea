using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>A line of the local chat keeps its buttons, and outlives versions of the service.</summary>
public sealed class StoredButtonsTests
{
    [Fact]
    public void Every_kind_of_button_comes_back_as_it_was_kept()
    {
        Button[] all =
        [
            Button.Start("rehearse"), Button.FullOutput(new(new(17), new("backup"), 2), "Full output of attempt 2"),
            new(Verb.Skip, new(17), new ButtonTarget.OfItem(new("backup"), 12), "Skip", "Skip 1.2.1", AsksFirst: true, Danger: true),
            new(Verb.SignOff, new(17), new ButtonTarget.OfRole("DBA", 12), "Sign off", "Sign off as DBA", AsksFirst: true),
            new(Verb.Fill, new(17), new ButtonTarget.OfContact("DBA", 12), "Choose", "Choose a person", AsksFirst: true),
            new(Verb.Acknowledge, new(17), new ButtonTarget.OfAlert(2, 12), "I'm on it", "I'm on it: alert 2"),
            new(Verb.Report, new(17), new ButtonTarget.WholeRun(12), "Report", "Report"),
        ];

        StoredButtons.Read(StoredButtons.Write([.. all])).ShouldBe(all);
    }

    [Fact]
    public void A_button_that_an_earlier_version_has_kept_can_be_pressed()
    {
        const string Kept = """[{"Verb":1,"Run":{"Number":17},"Item":"backup","Version":12,"Label":"Undo\u2026","Accessible":"Undo 1.2.1","Danger":false,"OpensDialog":true}]""";

        var undo = StoredButtons.Read(Kept).ShouldHaveSingleItem();

        undo.ShouldBe(new Button(Verb.Undo, new RunId(17), new ButtonTarget.OfItem(new("backup"), 12), "Undo", "Undo 1.2.1", AsksFirst: true));
        undo.Label.ShouldBe("Undo…");
    }

    [Theory]
    [InlineData("""[{"Verb":1,"Run":{"Number":17},"Item":null,"Version":12,"Label":"Undo","Accessible":"Undo","Danger":false,"OpensDialog":true}]""")]
    [InlineData("""[{"Verb":999,"Run":{"Number":17},"Item":null,"Version":12,"Label":"Do it","Accessible":"Do it","Danger":false,"OpensDialog":false}]""")]
    public void A_button_that_means_nothing_is_left_out(string kept) => StoredButtons.Read(kept).ShouldBeEmpty();
}
