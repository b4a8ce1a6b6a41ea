using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// The strongest proof of a backup: it is restored, by the programs that would restore it, into a database that is made for this on the same
/// server and dropped again, and what is in there is what the dump says. It takes the server's room and time for a second copy.
/// </summary>
internal static class ScratchRestore
{
    /// <summary>Whoever finds one that was left behind (the host was lost in the middle) may drop it.</summary>
    private const string Prefix = "chatops_proof_";

    /// <param name="target">The variable that holds the database's address.</param>
    /// <param name="findings">What was found before; a failure or the good news is added.</param>
    public static async Task<Findings> ProveAsync(string file, Dump dump, NpgsqlConnection server, string target, Findings findings, CancellationToken ct)
    {
        var name = Prefix + RandomNumberGenerator.GetHexString(12, lowercase: true);
        try
        {
            // The name is ours: letters and digits.
            await ExecuteAsync(server, $"create database {name}", ct);
        }
        catch (PostgresException denied) when (denied.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return findings.Fail($"{file} cannot be restored for a proof: {server.UserName} may not create databases. Allow it (alter role … createdb), or write proof=backup.");
        }
        try
        {
            // Of several hosts the one that was reached: the scratch database is there and nowhere else.
            var at = new NpgsqlConnectionStringBuilder(TargetDatabase.Address(target)) { Database = name, Host = server.Host, Port = server.Port };
            return await RestoreAsync(file, at, ct) is { } problem ? findings.Fail($"{file} cannot be restored: {problem}") : await CompareAsync(file, dump, at, findings, ct);
        }
        finally
        {
            await ExecuteAsync(server, $"drop database if exists {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task<Findings> CompareAsync(string file, Dump dump, NpgsqlConnectionStringBuilder at, Findings findings, CancellationToken ct)
    {
        await using var scratch = new NpgsqlConnection(at.ConnectionString);
        await scratch.OpenAsync(ct);
        var restored = await BackupProof.TablesAsync(scratch, ct);
        foreach (var (table, rows) in dump.Tables)
        {
            if (restored.TryGetValue(table, out var there) && there == rows) continue;
            return findings.Fail(FormattableString.Invariant($"{file}, restored, is not what it says: {table} has {there:#,0} rows and {rows:#,0} in the dump."));
        }
        return findings.Ok(FormattableString.Invariant($"restored into a scratch database, {restored.Count} tables with {restored.Values.Sum():#,0} rows"));
    }

    /// <summary>What went wrong; null when nothing did.</summary>
    private static async Task<string?> RestoreAsync(string file, NpgsqlConnectionStringBuilder at, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        var magic = new byte[5];
        await content.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, ct);
        content.Position = 0;
        var isArchive = magic.AsSpan().SequenceEqual("PGDMP"u8);
        var how = isArchive
            ? new ProcessStartInfo("pg_restore", ["--exit-on-error", "-w", "-d", at.Database!, file])
            : new ProcessStartInfo("psql", ["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-"]);
        (how.RedirectStandardInput, how.RedirectStandardError) = (true, true);
        foreach (var (key, value) in Environment(at)) how.Environment[key] = value;
        try
        {
            using var restore = Process.Start(how)!;
            var complaints = restore.StandardError.ReadToEndAsync(ct);
            if (!isArchive) await FeedAsync(content, magic is [0x1F, 0x8B, ..], restore.StandardInput.BaseStream, ct);
            restore.StandardInput.Close();
            await restore.WaitForExitAsync(ct);
            var said = (await complaints).Trim().ReplaceLineEndings(" ");
            return restore.ExitCode == 0 ? null : said.Length > 0 ? said : FormattableString.Invariant($"{how.FileName} ended with exit code {restore.ExitCode}.");
        }
        catch (Win32Exception missing)
        {
            return $"{how.FileName} cannot be started: {missing.Message}.";
        }
    }

    private static async Task FeedAsync(Stream content, bool isZipped, Stream to, CancellationToken ct)
    {
        try
        {
            await using var plain = isZipped ? new GZipStream(content, CompressionMode.Decompress) : content;
            await plain.CopyToAsync(to, ct);
        }
        catch (IOException)
        {
            // It stopped reading: its exit code and its words say why.
        }
    }

    /// <summary>For libpq, so that no password stands in an argument.</summary>
    private static IEnumerable<(string, string?)> Environment(NpgsqlConnectionStringBuilder at) =>
    [
        ("PGHOST", at.Host), ("PGPORT", at.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", at.Username), ("PGPASSWORD", at.Password),
        ("PGDATABASE", at.Database), ("PGSSLMODE", SslMode(at.SslMode)), ("PGSSLROOTCERT", at.RootCertificate),
    ];

    private static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static async Task ExecuteAsync(NpgsqlConnection server, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, server) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
