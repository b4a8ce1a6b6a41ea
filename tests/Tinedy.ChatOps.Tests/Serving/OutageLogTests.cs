using Microsoft.Extensions.Logging;
using Npgsql;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Serving;

/// <summary>What is written down of a database that does not answer, whoever writes it.</summary>
public sealed class OutageLogTests : IDisposable
{
    private static readonly NpgsqlException Unreachable = new("Failed to connect to 127.0.0.1:5432", new IOException("Connection refused"));

    private readonly ManualClock time = new(DateTimeOffset.UnixEpoch);
    private readonly Transcript written = new();
    private readonly LoggerFactory inner = new();
    private readonly OutageLoggerFactory factory;

    public OutageLogTests()
    {
        factory = new(inner, time);
        factory.AddProvider(new TranscriptLogger(written));
    }

    private string[] Lines => [.. written.ToString().Split('\n').Where(line => line.StartsWith("      ", StringComparison.Ordinal))];

    [Fact]
    public void An_outage_is_one_line_for_each_worker_and_then_one_at_growing_distances_and_never_a_stack_trace()
    {
        var pager = factory.CreateLogger("Pager");
        var clock = factory.CreateLogger("Clock");

        for (var second = 0; second < 8 * 60; second++)
        {
            pager.LogError(Thrown(Unreachable), "Pages could not be delivered.");
            clock.LogWarning(Thrown(new InvalidOperationException("Job failed", Unreachable)), "What is due could not be served.");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        // Each after 0, 1, 3 and 7 minutes.
        Lines.Length.ShouldBe(8, written.ToString());
        Lines.Count(line => line.Contains("Pages could not be delivered. The database does not answer: Failed to connect to 127.0.0.1:5432 (Connection refused)", StringComparison.Ordinal)).ShouldBe(4);
        Lines.Count(line => line.Contains("(59 more times since this was last said)", StringComparison.Ordinal)).ShouldBe(2);
        written.ToString().ShouldNotContain(" at Tinedy");
    }

    [Fact]
    public void After_a_minute_without_a_failure_the_next_outage_is_said_at_once()
    {
        var pager = factory.CreateLogger("Pager");
        pager.LogError(Thrown(Unreachable), "Pages could not be delivered.");
        time.Advance(OutageSampler.First);
        pager.LogError(Thrown(Unreachable), "Pages could not be delivered.");

        Lines.Length.ShouldBe(2);
    }

    [Fact]
    public void What_the_database_answered_is_no_outage_and_is_written_whole_each_time()
    {
        var pager = factory.CreateLogger("Pager");
        for (var time = 0; time < 2; time++) pager.LogError(Thrown(new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)), "Pages could not be delivered.");

        written.ToString().Split("Pages could not be delivered.").Length.ShouldBe(3);
        written.ToString().ShouldContain("23505: duplicate key");
    }

    [Fact]
    public void A_server_that_shuts_down_starts_or_has_no_connection_left_is_an_outage()
    {
        var pager = factory.CreateLogger("Pager");
        foreach (var state in new[] { PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.TooManyConnections })
            pager.LogError(Thrown(new PostgresException("not now", "FATAL", "FATAL", state)), "Pages could not be delivered.");

        Lines.ShouldHaveSingleItem().ShouldContain("The database does not answer: not now");
    }

    public void Dispose() => factory.Dispose();

    private static Exception Thrown(Exception failure)
    {
        try
        {
            throw failure;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
