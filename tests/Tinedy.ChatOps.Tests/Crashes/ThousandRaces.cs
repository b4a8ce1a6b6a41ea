using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Crashes;

/// <summary>
/// Invariant 2 by brute force: three hosts with two runners each (one works, one waits to take its place) compete for the same
/// attempts in one Postgres. Runners die as by <c>kill -9</c> at every crash point again and again, while supervisors are now late with
/// their claim and now slow to end. The runner and the queue are the product's; see the test host's <c>Racer</c> for what is not.
/// </summary>
public sealed class ThousandRaces(PostgresServer server)
{
    private const int Hosts = 3;

    /// <summary>A runner that is doomed dies at the latest in this many attempts.</summary>
    private const int AttemptsPerDeath = 30;

    /// <summary>Says that it is ready, waits for its order, and claims as <c>Supervisor</c> does: a complete file, linked into its place by one call that only the first can win.</summary>
    private const string Supervisor =
        """
        starts=$1 folder=$3
        late() { [ $((RANDOM % 3)) -ne 0 ] || sleep $((RANDOM % 2)).$((RANDOM % 10)); }
        read -r -a stat < /proc/$$/stat
        me="{\"pid\":$$,\"started\":${stat[21]},\"boot\":\"$(< /proc/sys/kernel/random/boot_id)\"}"
        claim() { echo "{\"supervisor\":$1}" > "$folder/claim.$$"; ln "$folder/claim.$$" "$folder/claim" 2> /dev/null; }
        echo "$me" > "$folder/supervisor.new"
        mv "$folder/supervisor.new" "$folder/supervisor.json"
        echo ready
        [[ $(cat) =~ \"attempt\":\"([^\"]*)\".*\} ]] || { claim null; exit 3; }
        late
        claim "$me" || exit 4
        echo "${BASH_REMATCH[1]}" >> "$starts"
        late
        echo '{"outcome":"Succeeded","exitCode":0,"startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:00:00Z","lines":0,"bytes":0,"tail":[],"artefacts":[]}' > "$folder/ending.new"
        mv "$folder/ending.new" "$folder/ending.json"
        """;

    private static readonly string[] Points =
    [
        CrashPoints.AttemptClaimed, CrashPoints.BeforeSpawn, CrashPoints.AttemptOrdered, CrashPoints.LaunchRemembered, CrashPoints.AfterSpawn, CrashPoints.ExitSeen, CrashPoints.OutputKept, CrashPoints.EndingRecorded,
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(120)]
    [InlineData(1_000, Explicit = true)]
    public async Task Of_many_attempts_none_is_started_twice_whoever_dies(int attempts)
    {
        var deaths = attempts / AttemptsPerDeath;
        await using var scene = await Scene.CreateAsync(server);
        await QueueAsync(scene, attempts);
        var supervisor = Path.Combine(scene.Workspace, "supervisor.sh");
        await File.WriteAllTextAsync(supervisor, Supervisor, Ct);
        var starts = scene.InWorkspace("starts");

        var (alive, born) = (new List<(int Host, RacerProcess Process)>(), 0);
        try
        {
            await Poll.UntilCountAsync(attempts, async () =>
            {
                await BuryAsync(alive);
                for (var host = 0; host < Hosts; host++)
                    while (alive.Count(one => one.Host == host) < 2) alive.Add((host, Racer(scene, host, supervisor, starts, born++, deaths)));
                return await EndedAsync(scene, "%");
            }, "Not every attempt came to an end.");
        }
        finally
        {
            foreach (var (_, process) in alive) await process.DisposeAsync();
        }

        var started = await File.ReadAllLinesAsync(starts, Ct);
        started.ShouldBeUnique();
        (await EndedAsync(scene, "Succeeded")).ShouldBeLessThanOrEqualTo(started.Length, "what was never started has not succeeded");
        (await EndedAsync(scene, "Succeeded")).ShouldBeGreaterThan(attempts / 2, "deaths are the exception");
        born.ShouldBeGreaterThanOrEqualTo(deaths, "too few have died for this to prove anything");
    }

    /// <summary>The first ones are doomed, each at another point and after another number of attempts.</summary>
    private static RacerProcess Racer(Scene scene, int host, string supervisor, string starts, int number, int deaths) => new(
        [scene.ConnectionString, scene.AFolder($"attempts-of-host-{host}"), supervisor, starts],
        number < deaths ? $"{Points[number % Points.Length]}:{8 + (number * 7 % 23)}" : "");

    private static async Task BuryAsync(List<(int Host, RacerProcess Process)> alive)
    {
        foreach (var dead in alive.Where(one => one.Process.HasExited).ToList())
        {
            alive.Remove(dead);
            dead.Process.Complained.ShouldNotContain("Unhandled exception");
            await dead.Process.DisposeAsync();
        }
    }

    private static async Task QueueAsync(Scene scene, int attempts)
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            $"""
            create table race_ending (item text primary key, outcome text not null);
            insert into chatops.run (id, environment, runbook_name, runbook, runbook_hash, at) values (1, 'race', 'race', '', '', now());
            insert into chatops.attempt (run_id, item, number) select 1, 'once-' || n, 1 from generate_series(1, {attempts}) n;
            """, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<long> EndedAsync(Scene scene, string how)
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("select count(*) from race_ending where outcome like $1", connection) { Parameters = { new() { Value = how } } };
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private sealed class RacerProcess(string[] race, string crashAt)
        : ProgramProcess("Tinedy.ChatOps.Tests.Host", ["race", .. race], new Dictionary<string, string> { ["CHATOPS_CRASH_AT"] = crashAt });
}
