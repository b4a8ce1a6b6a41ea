using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>What a person typed is evidence: the journal has it letter by letter.</summary>
public sealed class TypedEvidenceTests
{
    private static readonly Run Run = new Story(Paper.Reference).Run;

    public static Arbitrary<string> Typed { get; } = Gen.Elements(
        "List<int>", "a<b>c", "&lt;", "&amp;", "<@U0G9QF9C6>", "<!channel>", "@dba", "<https://x.org|y>", " ", "  ", "\n", "\u00a0", "\u200b", "\u202e", "\t", "é", "😀", "*", "`", "\\", "\"", "1.1.5", ",", "a", "b")
        .ArrayOf(30).Select(string.Concat).Where(text => text.Trim() == text && text.Trim('\u200b').Length >= TextLimits.Reason && !char.IsDigit(text[0])).ToArbitrary();

    [Fact]
    public void What_is_typed_behind_a_verb_is_recorded_as_it_was_typed() => Prop.ForAll(Typed, text =>
    {
        Only<Command.WriteNote>($"/migrate note {text}").Text.ShouldBe(text);
        Only<Command.Tick>($"done 1.1.4: {text}").Note.ShouldBe(text);
        Only<Command.Skip>($"skip 1.1.4: {text}").Reason.ShouldBe(text);
        Only<Command.NoteCause>($"cause {text}").Cause.ShouldBe(text);
        Only<Command.Abort>($"abort prod-17 {text}").Reason.ShouldBe(text);
        Only<Command.Judge>($"judge 2.2.2 done {text}").HowKnown.ShouldBe(text);
        Only<Command.RollBack>($"rollback prod-17 {text}").Why.ShouldBe(text);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_sent_in_a_dialog_is_recorded_with_the_spaces_around_it() => Prop.ForAll(Typed, typed =>
    {
        var text = $" {typed}\n";
        Recorded<RunEvent.ItemSkipped>(new Command.Skip("1.1.4", text)).Reason.ShouldBe(text);
        Recorded<RunEvent.ItemTicked>(new Command.Tick("1.1.4", text)).Note.ShouldBe(text);
        Recorded<RunEvent.NoteWritten>(new Command.WriteNote(text)).Text.ShouldBe(text);
        Recorded<RunEvent.Aborted>(new Command.Abort("prod-17", text)).Reason.ShouldBe(text);
        Recorded<RunEvent.AlertRaised>(new Command.Raise("1", text)).Symptom.ShouldBe(text);
        Recorded<RunEvent.RollbackStarted>(new Command.RollBack("prod-17", text)).Why.ShouldBe(text);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_symptom_of_several_lines_is_kept_and_said_in_one()
    {
        var story = new Story(Paper.Reference).Done(Crew.Sam, new Command.Raise("1", " orders are\n\n missing "));
        ((RunEvent.AlertRaised)story.Journal.Single(entry => entry.Event is RunEvent.AlertRaised).Event).Symptom.ShouldBe(" orders are\n\n missing ");
        story.Run.Alerts.Single().Symptom.ShouldBe("orders are missing");
    }

    private static T Only<T>(string line) where T : Command
    {
        var (commands, why) = CommandParser.ToCommands(TypedLine.Read(line), Run);
        why.ShouldBeNull(line);
        return commands.Single().ShouldBeOfType<T>();
    }

    private static T Recorded<T>(Command command) where T : RunEvent => new Story(Paper.Reference).When(Crew.DevOps, command).Events.OfType<T>().Single();
}
