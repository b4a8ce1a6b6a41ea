using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.Commands;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class RunPlacesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_a_run_is_shown_is_known_whatever_has_been_forgotten_of_it()
    {
        var replicas = new ReplicaSet();
        var runs = replicas.Service();
        var first = await runs.StartedAsync();
        await runs.AskAsync(first.Id, Crew.Dba, new Command.Abort(first.ShortId, "done with for today"));
        var second = await runs.StartedAsync();
        var places = new RunPlaces(new PlacesOnly(replicas.Journal), most: 1);

        for (var time = 0; time < 3; time++)
            foreach (var run in new[] { first, second })
            {
                (await places.IsHereAsync(run, Place.Local, Ct)).ShouldBeTrue();
                (await places.IsHereAsync(run, new Place("slack", "T1/C1"), Ct)).ShouldBeFalse();
            }
    }
}
