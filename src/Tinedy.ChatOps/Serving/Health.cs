using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Serving;

/// <summary>Health that tells the truth: alive means the process answers, ready means the journal can be written.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        app.MapGet("/health/ready", async (PostgresReady database, CancellationToken ct) =>
        {
            var readiness = await database.CheckAsync(ct);
            return readiness.Ready
                ? Results.Json(new { status = "ready" })
                : Results.Json(new { status = "not ready", why = readiness.Why }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}
