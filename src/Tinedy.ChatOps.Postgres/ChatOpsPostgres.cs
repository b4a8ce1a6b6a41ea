using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Databases;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Journal;
using Tinedy.ChatOps.Postgres.Queues;
using Tinedy.ChatOps.Postgres.Schema;

namespace Tinedy.ChatOps.Postgres;

/// <summary>What this project gives to the host.</summary>
public static class ChatOpsPostgres
{
    /// <summary>Everything that is durable, on one database.</summary>
    /// <param name="connectionString">In Npgsql's form or as a <c>postgres://</c> address; of a login that is a member of <c>chatops_app</c>.</param>
    /// <exception cref="DatabaseAddressException">The connection string cannot be understood.</exception>
    public static IServiceCollection AddChatOpsPostgres(this IServiceCollection services, string connectionString)
    {
        var address = PostgresAddress.Parse(connectionString);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        return services
            .AddSingleton(provider => new AppDataSource(address, provider.GetRequiredService<ILogger<AppDataSource>>()))
            .AddSingleton<DbDataSource>(provider => provider.GetRequiredService<AppDataSource>())
            .AddSingleton(_ => new SchemaMigrator(address))
            .AddSingleton<IJournal, PostgresJournal>()
            .AddSingleton<IEarlierRuns, PostgresEarlierRuns>()
            .AddSingleton<IAttemptQueue, PostgresAttemptQueue>()
            .AddSingleton<IRunnerHosts, PostgresRunnerHosts>()
            .AddSingleton<IOutbox, PostgresOutbox>()
            .AddSingleton<IAgendaQueue, PostgresAgendaQueue>()
            .AddSingleton<IPageQueue, PostgresPageQueue>()
            .AddSingleton<IWatchQueue, PostgresWatchQueue>()
            .AddSingleton<IPageWatch, PostgresPageWatch>()
            .AddSingleton<IChatLog, PostgresChatLog>()
            .AddSingleton<IAddressBook, PostgresAddressBook>()
            .AddSingleton<PostgresAudit>()
            .AddSingleton<IQueues, PostgresQueues>()
            .AddSingleton<IReplicaNotifier>(provider => new PostgresReplicaNotifier(provider.GetRequiredService<AppDataSource>(), address))
            .AddSingleton<PostgresReady>();
    }
}
