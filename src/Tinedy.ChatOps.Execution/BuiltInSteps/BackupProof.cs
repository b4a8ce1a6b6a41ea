using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Npgsql;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// Looks whether a backup deserves the name: made by this step, readable to its end, by a pg_dump that knows this server, and of this
/// database: every table is in it, with about the rows that are there now.
/// </summary>
internal static partial class BackupProof
{
    /// <summary>Tables beyond this are compared with what the planner believes: counting them all could take longer than the backup.</summary>
    private const long MostCounted = 5_000_000;

    /// <summary>A database that is used changes while it is dumped.</summary>
    private const double MayDiffer = 0.1;
    private const long MayDifferRows = 10;

    public static async Task<Findings> RunAsync(BuiltInStep performance, CancellationToken ct)
    {
        var files = performance.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(LooksLikeOne).ToList();
        if (files.Count != 1)
            return new Findings().Fail(files.Count == 0 ? "The step made no file that is a backup." : $"The step made {files.Count} backups, and one is needed: {string.Join(", ", files)}.");
        var file = files[0];
        if (performance.Since is { } since && File.GetLastWriteTimeUtc(file) < since.UtcDateTime.AddSeconds(-1))
            return new Findings().Fail($"{file} is older than this step: it was written at {File.GetLastWriteTimeUtc(file):yyyy-MM-dd HH:mm} UTC.");

        var (dump, problem) = await ReadAsync(file, ct);
        if (problem is not null) return new Findings().Fail(problem);
        if (!dump!.IsComplete) return new Findings().Fail($"{file} is cut off: the last line that pg_dump writes is not there.");
        await using var database = await TargetDatabase.OpenAsync(performance.Target, ct);
        await TargetDatabase.ResetAsync(database, ct);
        var findings = await CompareAsync(file, dump, database, ct);
        return findings.HasFailed || performance.Act != BuiltInStepKind.RestoreBackup ? findings : await ScratchRestore.ProveAsync(file, dump, database, performance.Target, findings, ct);
    }

    private static async Task<Findings> CompareAsync(string file, Dump dump, NpgsqlConnection database, CancellationToken ct)
    {
        var findings = new Findings();
        if (Major(dump.ServerVersion) is { } dumped && dumped != database.PostgreSqlVersion.Major)
            return findings.Fail($"{file} is of another server: it was taken from version {dump.ServerVersion}, this one is {database.PostgreSqlVersion}.");
        if (Major(dump.ToolVersion) is { } tool && tool < database.PostgreSqlVersion.Major)
            return findings.Fail($"pg_dump {dump.ToolVersion} is older than this server, {database.PostgreSqlVersion}: what it does not know it leaves out.");

        var there = await TablesAsync(database, ct);
        var missing = there.Keys.Except(dump.Tables.Keys).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) return findings.Fail($"{file} is not a backup of this database: {Several(missing, "table")} of {database.Database} {(missing.Count == 1 ? "is" : "are")} not in it.");
        foreach (var (table, rows) in there)
        {
            if (!Differs(rows, dump.Tables[table])) continue;
            return findings.Fail(FormattableString.Invariant(
                $"{file} is not a backup of this database as it is: {table} has {rows:#,0} rows here and {dump.Tables[table]:#,0} there."));
        }
        if (there.Count == 0)
        {
            return findings.Add(StepReport.Proven, file).Ok($"readable to its end, and {database.Database} has no tables")
                .Warn($"{database.Database} is empty, so {file} holds nothing to go back to. Is it the database that was meant?");
        }
        var all = dump.Tables.Values.Sum();
        Console.WriteLine(FormattableString.Invariant($"{file}: {dump.Tables.Count} tables, {all:#,0} rows, complete."));
        return findings.Add(StepReport.Proven, file).Ok(FormattableString.Invariant(
            $"readable to its end, {there.Count} of {there.Count} tables of {database.Database} with {all:#,0} rows, pg_dump {dump.ToolVersion ?? "of an unknown version"} on server {database.PostgreSqlVersion}"));
    }

    private static bool Differs(long here, long dumped)
    {
        if (here == 0 != (dumped == 0)) return true;
        var difference = Math.Abs(here - dumped);
        return difference > MayDifferRows && difference > here * MayDiffer;
    }

    /// <summary>Rows of each table that is the database's own.</summary>
    internal static async Task<Dictionary<string, long>> TablesAsync(NpgsqlConnection database, CancellationToken ct)
    {
        const string sql = """
            select n.nspname || '.' || c.relname, format('%I.%I', n.nspname, c.relname), c.reltuples::bigint
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%'
              and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
            """;
        var tables = new List<(string Name, string Quoted, long Believed)>();
        await using (var look = new NpgsqlCommand(sql, database) { CommandTimeout = 0 })
        await using (var reader = await look.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) tables.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));

        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, quoted, believed) in tables)
        {
            // The name was quoted by the server itself.
            await using var count = new NpgsqlCommand($"select count(*) from {quoted}", database) { CommandTimeout = 0 };
            rows[name] = believed > MostCounted ? believed : (long)(await count.ExecuteScalarAsync(ct))!;
        }
        return rows;
    }

    private static async Task<(Dump? Dump, string? Problem)> ReadAsync(string file, CancellationToken ct)
    {
        if (new FileInfo(file).Length == 0) return (null, $"{file} is empty.");
        try
        {
            await using var content = File.OpenRead(file);
            var magic = new byte[5];
            await content.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, ct);
            content.Position = 0;
            if (magic.AsSpan().SequenceEqual("PGDMP"u8)) return await RestoredAsync(file, ct);
            if (magic is not [0x1F, 0x8B, ..]) return (await DumpReader.ReadAsync(content, ct), null);
            await using var unzipped = new GZipStream(content, CompressionMode.Decompress);
            return (await DumpReader.ReadAsync(unzipped, ct), null);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return (null, $"{file} cannot be read: {broken.Message}");
        }
    }

    /// <summary>An archive is read by the program that would restore it, all of it and into nothing.</summary>
    private static async Task<(Dump? Dump, string? Problem)> RestoredAsync(string file, CancellationToken ct)
    {
        Process restore;
        try
        {
            restore = Process.Start(new ProcessStartInfo("pg_restore", ["-f", "-", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception missing)
        {
            return (null, $"{file} is an archive, and pg_restore, which could read it, cannot be started: {missing.Message}.");
        }
        using (restore)
        {
            var complaints = restore.StandardError.ReadToEndAsync(ct);
            var dump = await DumpReader.ReadAsync(restore.StandardOutput.BaseStream, ct);
            await restore.WaitForExitAsync(ct);
            return restore.ExitCode == 0 ? (dump, null) : (null, $"{file} cannot be read: {(await complaints).Trim().ReplaceLineEndings(" ")}");
        }
    }

    private static bool LooksLikeOne(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        var head = new byte[512];
        var text = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        // An empty or nameless file of a backup's name is a failed backup, and nothing else.
        return text.StartsWith("PGDMP"u8) || text is [0x1F, 0x8B, ..] || text.IndexOf("PostgreSQL database dump"u8) >= 0 || Named().IsMatch(Path.GetFileName(path));
    }

    private static int? Major(string? version) =>
        version is not null && int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;

    internal static string Several(IReadOnlyList<string> names, string what)
    {
        const int most = 3;
        var named = string.Join(", ", names.Take(most));
        var count = names.Count.ToString(CultureInfo.InvariantCulture);
        return names.Count == 1 ? $"{what} {named}" : names.Count <= most ? $"{count} {what}s ({named})" : $"{count} {what}s ({named} …)";
    }

    [GeneratedRegex(@"\.(?:sql|dump|backup|pgdump|bak)(?:\.gz)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
