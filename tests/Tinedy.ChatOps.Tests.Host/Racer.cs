using System.Collections.Immutable;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Tests.Host;

/// <summary>
/// <c>race DATABASE FOLDER SUPERVISOR STARTS</c>: the product's own runner on the product's own queue, until it is killed. Only what a
/// thousand starts could not afford is not the product's: the desk is one statement, and a supervisor is a script that claims in the same way.
/// </summary>
internal static class Racer
{
    public const string Verb = "race";

    public static async Task<int> RunAsync(string database, string folder, string supervisor, string starts)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddChatOpsPostgres(database);
        builder.Services.AddSingleton<IRunnerGateway>(new Gateway(NpgsqlDataSource.Create(database), folder));
        builder.Services.AddSingleton<IWatchService, NothingToWatch>();
        builder.Services.AddChatOpsExecution(new("bash", [supervisor, starts]));
        builder.Services.PostConfigure<ExecutionOptions>(options =>
            (options.Directory, options.Poll, options.Lease) = (folder, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5)));
        using var host = builder.Build();
        await host.RunAsync();
        return 0;
    }

    private sealed class NothingToWatch : IWatchService
    {
        public Task<(WatchJob? Look, int Seq)> LookOfAsync(WatchClaim claim, CancellationToken ct) => Task.FromResult<(WatchJob?, int)>((null, 0));
    }

    private sealed class Gateway(NpgsqlDataSource database, string workspace) : IRunnerGateway
    {
        public async Task<Launch?> LaunchOfAsync(AttemptId attempt, CancellationToken ct)
        {
            await using var command = database.CreateCommand("select from chatops.attempt where item = $1 and ended_at is null");
            command.Parameters.Add(new() { Value = attempt.Item.Value });
            await using var open = await command.ExecuteReaderAsync(ct);
            return open.HasRows
                ? new(attempt, CommandKind.Bash, "true", TimeSpan.FromMinutes(1), null, workspace, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty)
                : null;
        }

        public Task ReportTakenAsync(AttemptId attempt, string owner, CancellationToken ct) => Task.CompletedTask;

        public Task<string?> StartOfAsync(AttemptId attempt, CancellationToken ct) => Task.FromResult<string?>("");

        public Task<JournalMark?> MarkAsync(RunId run, CancellationToken ct) => Task.FromResult<JournalMark?>(null);

        public Task<MarkStanding> CompareAsync(RunId run, JournalMark known, IReadOnlyList<FoundStart> launched, CancellationToken ct) => throw new NotSupportedException();

        public Task<JournalMark?> StopAsync(RunId run, string installation, string cause, CancellationToken ct) => throw new NotSupportedException();

        public IReadOnlyCollection<RunId> Stopped => [];

        public async Task<bool> ReportAsync(AttemptId attempt, string owner, string start, Ending ending, CancellationToken ct)
        {
            const string sql = """
                with ended as (
                    update chatops.attempt set ended_at = now() where item = $1 and claimed_by = $2 and ended_at is null returning item
                ), told as (
                    insert into race_ending (item, outcome) select item, $3 from ended returning item
                )
                select exists (select from told) or exists (select from race_ending where item = $1)
                """;
            await using var command = database.CreateCommand(sql);
            foreach (var value in (string[])[attempt.Item.Value, owner, ending.Outcome.ToString()]) command.Parameters.Add(new() { Value = value });
            return await command.ExecuteScalarAsync(ct) is true;
        }
    }
}
