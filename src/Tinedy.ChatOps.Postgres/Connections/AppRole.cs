using System.Data.Common;
using Npgsql;

namespace Tinedy.ChatOps.Postgres.Connections;

/// <summary>
/// The role that the program works as. Whoever it logs in as, its connections can add to the journal and cannot change it.
/// </summary>
/// <remarks>
/// On a server's own connections the role travels in the start-up packet, so there is no moment at which one has the rights of its login.
/// <c>No Reset On Close</c> belongs to it: when a connection goes back to the pool Npgsql would otherwise send
/// <c>set session authorization default</c>, which takes the role away for everybody who gets that connection later.
/// Nothing is lost by that: this project leaves no session state behind. Behind a pooler see <see cref="AppConnection"/>.
/// </remarks>
internal static class AppRole
{
    public const string Name = "chatops_app";

    /// <summary>
    /// Connections of one process when its address does not say <c>Maximum Pool Size</c>. Npgsql's own 100 is all that a Postgres gives
    /// by default: the first busy replica would leave nothing for the second, nor for the backup.
    /// </summary>
    private const int ModestPool = 20;

    /// <summary>Connections of a server, looked at when they are made.</summary>
    /// <param name="made">Told of each whether it takes no writes.</param>
    public static NpgsqlDataSource CreateDirect(string connectionString, Action<bool> made)
    {
        var settings = Settings(connectionString);
        settings.Options = WithRole(settings);
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 50;
        if (settings.AutoPrepareMinUsages == 5) settings.AutoPrepareMinUsages = 2;
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        source.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened asynchronously."),
            async connection => made(await LookAsync(connection)));
        return source.Build();
    }

    /// <summary>Connections of a pooler: nothing is prepared, because the next statement may reach another server connection.</summary>
    public static NpgsqlDataSource CreatePooled(string connectionString)
    {
        var settings = Settings(connectionString);
        settings.MaxAutoPrepare = 0;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>A connection for listening: of no pool, because it is kept, and never quiet for so long that a firewall forgets it.</summary>
    public static NpgsqlConnection CreateLine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 };
        settings.Options = WithRole(settings);
        settings.ApplicationName ??= "tinedy-chatops";
        return new(settings.ConnectionString);
    }

    private static NpgsqlConnectionStringBuilder Settings(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!SaysPoolSize(settings)) settings.MaxPoolSize = Math.Max(ModestPool, settings.MinPoolSize);
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "tinedy-chatops";
        return settings;
    }

    private static string WithRole(NpgsqlConnectionStringBuilder settings) => $"{settings.Options} -c role={Name}".TrimStart();

    /// <summary>
    /// A server tells its process at the start and answers from it; a pooler tells a number of its own. Where the role did not take, something
    /// in between has dropped the option.
    /// </summary>
    private static async Task<bool> LookAsync(NpgsqlConnection connection)
    {
        const string sql = "select pg_backend_pid(), current_setting('role'), current_setting('transaction_read_only')";
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (server, role, readOnly) = (reader.GetInt32(0), reader.GetString(1), reader.GetString(2));
        return server == connection.ProcessID && role == Name ? readOnly == "on" : throw new PoolerException();
    }

    private static bool SaysPoolSize(NpgsqlConnectionStringBuilder settings) =>
        new DbConnectionStringBuilder { ConnectionString = settings.ConnectionString }.ContainsKey("Maximum Pool Size");
}
