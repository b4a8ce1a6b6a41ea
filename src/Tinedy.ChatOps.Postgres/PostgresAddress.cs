using Npgsql;
using Tinedy.ChatOps.Domain.Databases;

namespace Tinedy.ChatOps.Postgres;

/// <summary>The address of the database that this program keeps its journal in, for Npgsql.</summary>
public static class PostgresAddress
{
    /// <summary>The connection string for Npgsql.</summary>
    /// <exception cref="DatabaseAddressException">It cannot be understood; the message says which part and what to do.</exception>
    public static string Parse(string text)
    {
        var address = DatabaseAddress.Read(text);
        try
        {
            return new NpgsqlConnectionStringBuilder(address.ConnectionString).ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            // Without its own words: they might repeat a value.
            throw DatabaseAddressException.OfNoForm();
        }
    }
}
