using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Serving;

/// <summary>
/// Health that tells the truth: alive means the process answers, ready means the journal can be written. A platform that is away is named,
/// and so are steps that no runner takes; neither takes the service out of its work: a run goes on without chat, and people decide over such steps.
/// </summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        app.MapGet("/health/ready", async (PostgresReady database, IEnumerable<IRoomHealth> rooms, RunnerReport runners, DatabaseClock clock, EmbeddedServerHealth embedded, CancellationToken ct) =>
        {
            var readiness = await database.CheckAsync(ct);
            var platforms = rooms.ToDictionary(room => room.Platform, room => room.Trouble ?? "well");
            // One run that waits for a person takes no replica out of its work: it is through them that the person answers.
            if (readiness is { Ready: true, Stopped: { Count: > 0 } stopped })
                return Results.Json(new { status = "ready", stopped = stopped.Select(run => string.Create(CultureInfo.InvariantCulture, $"run {run}: its journal is not the one that was known; an operator can accept it")), platforms, runners = await runners.ReadAsync(ct) });
            return readiness.Ready
                ? Results.Json(new { status = "ready", platforms, runners = await runners.ReadAsync(ct), clock = Clock(clock.MachineIsAhead) })
                : Results.Json(new { status = "not ready", why = embedded.Trouble ?? readiness.Why, platforms }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }

    /// <summary>Nothing of ours hangs on this machine's clock; whoever reads its log beside the journal should know.</summary>
    private static string Clock(TimeSpan ahead) => ahead.Duration() <= DatabaseClock.Tolerated
        ? "well"
        : FormattableString.Invariant($"this machine's clock is {ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's, which counts");
}
