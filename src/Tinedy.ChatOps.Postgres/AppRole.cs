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

    public static NpgsqlDataSource CreateDataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = $"{settings.Options} -c role={Name}".TrimStart();
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "tinedy-chatops";
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 50;
        if (settings.AutoPrepareMinUsages == 5) settings.AutoPrepareMinUsages = 2;
        return NpgsqlDataSource.Create(settings);
    }
}
