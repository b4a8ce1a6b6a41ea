using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class RunnerHostTests(PostgresServer server) : DatabaseTest(server)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private IRunnerHosts Hosts => Get<IRunnerHosts>();

    [Fact]
    public async Task A_name_is_kept_by_one_place_and_goes_to_another_only_after_a_silence()
    {
        (await HoldAsync("folder", Silence)).ShouldBeNull();
        (await HoldAsync("copy", Silence)).ShouldNotBeNull().Machine.ShouldBe("machine of folder");
        (await HoldAsync("folder", Silence)).ShouldBeNull("a restart in the same place waits for nobody");

        (await HoldAsync("copy", TimeSpan.Zero)).ShouldBeNull();
        (await HoldAsync("folder", Silence)).ShouldNotBeNull().Machine.ShouldBe("machine of copy");
    }

    [Fact]
    public async Task A_sign_of_life_from_the_future_holds_nobody_up()
    {
        await HoldAsync("folder", Silence);
        await AsAppAsync("update chatops.runner_host set seen_at = now() + interval '1 hour'");
        (await HoldAsync("copy", Silence)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_places_that_want_a_name_at_once_one_gets_it()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 12).Select(place => Task.Run(() => HoldAsync($"copy {place}", Silence), Ct)));
        others.Count(other => other is null).ShouldBe(1);
        others.OfType<RunnerHost>().Select(other => other.Machine).Distinct().ShouldHaveSingleItem();
    }

    private Task<RunnerHost?> HoldAsync(string place, TimeSpan silence) => Hosts.HoldAsync("host-1", place, $"machine of {place}", silence, Ct);
}
