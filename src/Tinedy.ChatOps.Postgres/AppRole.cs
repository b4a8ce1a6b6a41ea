using System.Data.Common;
using Npgsql;

namespace Tinedy.ChatOps.Postgres;

/// <summary>
/// The role that the program works as. Whoever it logs in as, its connections can add to the journal and cannot change it.
/// </summary>
/// <remarks>
/// The role travels in the start-up packet, so there is no moment at which a connection has the rights of its login.
/// <c>No Reset On Close</c> belongs to it: when a connection goes back to the pool Npgsql would otherwise send
/// <c>set session authorization default</c>, which takes the role away for everybody who gets that connection later.
/// Nothing is lost by that: this project leaves no session state behind.
/// </remarks>
internal static class AppRole
{
    public const string Name = "chatops_app";

    /// <summary>
    /// Connections of one process when its address does not say <c>Maximum Pool Size</c>. Npgsql's own 100 is all that a Postgres gives
    /// by default: the first busy replica would leave nothing for the second, nor for the backup.
    /// </summary>
    private const int ModestPool = 20;

    public static NpgsqlDataSource CreateDataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!SaysPoolSize(settings)) settings.MaxPoolSize = Math.Max(ModestPool, settings.MinPoolSize);
        settings.Options = $"{settings.Options} -c role={Name}".TrimStart();
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "tinedy-chatops";
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 50;
        if (settings.AutoPrepareMinUsages == 5) settings.AutoPrepareMinUsages = 2;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>A connection for listening: of no pool, because it is kept, and never quiet for so long that a firewall forgets it.</summary>
    public static NpgsqlConnection CreateLine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 };
        settings.Options = $"{settings.Options} -c role={Name}".TrimStart();
        settings.ApplicationName ??= "tinedy-chatops";
        return new(settings.ConnectionString);
    }

    private static bool SaysPoolSize(NpgsqlConnectionStringBuilder settings) =>
        new DbConnectionStringBuilder { ConnectionString = settings.ConnectionString }.ContainsKey("Maximum Pool Size");
}
