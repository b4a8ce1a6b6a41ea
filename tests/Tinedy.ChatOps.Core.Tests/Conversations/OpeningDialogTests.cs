using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>A dialog opens for whoever may send it, and for nobody else.</summary>
public sealed class OpeningDialogTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Whenever_a_dialog_opens_the_same_decision_takes_what_is_sent_with_it()
    {
        var opened = new HashSet<Verb>();
        foreach (var story in new[] { ExampleRun.Prepared(), ExampleRun.Completed(), ExampleRun.RolledBackAfterAnAlert(), new Story(Paper.Reference), new Story(Paper.Reference).Done(Crew.Sam, new Command.Raise("1", "orders are missing")) })
            foreach (var person in story.Access.People)
                foreach (var button in ButtonsOf(story).Where(button => button.AsksFirst && button.Verb is not (Verb.AllPhases or Verb.Start)))
                {
                    if (DialogWriter.For(new(story.Run, story.Access, person, story.Now), button) is not Reply.Ask ask) continue;
                    opened.Add(button.Verb);
                    var command = CommandParser.ToCommand(ask.Dialog.About!, Filled(ask.Dialog, story));
                    Decision.Decide(story.Run, command, Actor.Of(person), story.Access, story.Now).ShouldBeOfType<Verdict.Accepted>($"{person.Name}: {button.Verb} {button.Target.Name}");
                }
        new[] { Verb.Run, Verb.Skip, Verb.RollBack, Verb.Abort, Verb.Raise, Verb.Page, Verb.Note, Verb.FalseAlarm, Verb.NoteCause }.Except(opened).ShouldBeEmpty();
    }

    [Fact]
    public void In_a_run_that_is_over_nothing_is_asked()
    {
        var story = ExampleRun.Completed();
        foreach (var button in new[] { Buttons.Note(story.Run), Buttons.Raise(story.Run), Buttons.Page(story.Run), Buttons.Fill(story.Run) })
            DialogWriter.For(new(story.Run, story.Access, Crew.Dba, story.Now), button).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.RunEnded, button.Verb.ToString());
    }

    [Fact]
    public async Task Whoever_may_start_nowhere_is_refused_and_not_asked_what_to_start()
    {
        var replicas = new ReplicaSet();
        var refused = (await replicas.Conversation().PressAsync(Crew.Sam.Here(), Button.Start(), "1", Ct)).ShouldBeOfType<Reply.Refused>();
        refused.Why.Text.ToString().ShouldStartWith("Not started: only operators of prod can.");
        (await replicas.Conversation().PressAsync(Crew.Dba.Here(), Button.Start(), "2", Ct)).ShouldBeOfType<Reply.Ask>();
    }

    [Fact]
    public void An_alert_is_raised_in_one_line_and_no_criterion_is_chosen_for_anybody()
    {
        var story = new Story(Paper.Reference);
        var dialog = DialogWriter.For(new(story.Run, story.Access, Crew.Sam, story.Now), Buttons.Raise(story.Run)).ShouldBeOfType<Reply.Ask>().Dialog;
        dialog.Inputs.Single(input => !input.Choices.IsEmpty).Initial.ShouldBeNull();
        dialog.Inputs.Single(input => input.Choices.IsEmpty).Multiline.ShouldBeFalse();
    }

    private static IEnumerable<Button> ButtonsOf(Story story)
    {
        var view = ExampleRun.Look(story);
        var panels = Panels.All(view).SelectMany(panel => panel.Sections).SelectMany(section => section.Rows).SelectMany(row => row.Buttons);
        return BoardText.AllButtons(BoardWriter.Draw(view)).Concat(panels).Concat([Buttons.Note(story.Run), Buttons.Raise(story.Run), Buttons.Page(story.Run)]).Distinct();
    }

    private static Dictionary<string, string> Filled(Dialog dialog, Story story)
    {
        var inputs = new Dictionary<string, string>(dialog.Carries);
        foreach (var input in dialog.Inputs)
            inputs[input.Name] = input.Initial is { Length: > 0 } initial ? initial : input.Choices is [var first, ..] ? first.Value
                : input.Name == DialogFields.TypedId ? story.Run.ShortId : input.Name == DialogFields.When ? "2027-12-01 22:00 UTC" : input.Name == DialogFields.Value ? Crew.Dba.Name : "what a person types";
        return inputs;
    }
}
