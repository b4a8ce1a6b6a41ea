using Tinedy.ChatOps.Domain.Commands;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>A run is shown in another place when an operator says so.</summary>
public sealed class MirrorTests
{
    private const string Other = "teams:T2/19:ops@thread.tacv2";

    [Fact]
    public void An_operator_has_it_shown_elsewhere_and_asking_again_does_nothing()
    {
        var story = new Story().Done(Crew.DevOps, new Command.Mirror(Other));
        story.Run.Mirrors.ShouldBe([Other]);
        story.When(Crew.DevOps, new Command.Mirror(Other)).Then();
    }

    [Fact]
    public void Nobody_else_does() =>
        new Story().When(Crew.Po, new Command.Mirror(Other)).Refused(RefusalReason.NotAnOperator).ShouldStartWith("Not shown: only operators of prod can.");
}
