using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>
/// <c>pgbench</c> with single-row inserts into a table with the columns and the key of the journal, and a body as long as a
/// sign-off's. Prepared, as our own statements are: the harder comparison of the two.
/// </summary>
internal sealed partial class Pgbench(string program, string address, string script)
{
    private const string Schema = """
        create table public.plain_event (
            run_id bigint not null, seq integer not null, at timestamptz not null, kind text not null, body text not null, hash bytea not null,
            primary key (run_id, seq)
        );
        create sequence public.plain_seq;
        """;

    private const string Insert = """
        insert into public.plain_event (run_id, seq, at, kind, body, hash)
        values (:client_id, nextval('public.plain_seq'), now(), 'signed-off', repeat('x', 420), decode(repeat('ab', 32), 'hex'));

        """;

    /// <summary>Null when this Postgres came without it.</summary>
    public static async Task<Pgbench?> PrepareAsync(BenchServer server, string address)
    {
        var program = Path.Combine(server.BinDirectory, OperatingSystem.IsWindows() ? "pgbench.exe" : "pgbench");
        if (!File.Exists(program)) return null;
        await BenchServer.ExecuteAsync(address, Schema);
        var script = Path.Combine(Directory.CreateTempSubdirectory("chatops-bench-").FullName, "insert.sql");
        await File.WriteAllTextAsync(script, Insert);
        return new(program, address, script);
    }

    /// <summary>Inserts a second.</summary>
    public async Task<double> RunAsync(int clients, int seconds)
    {
        var to = new NpgsqlConnectionStringBuilder(address);
        var how = new ProcessStartInfo(program,
        [
            "-n", "-M", "prepared", "-c", Text(clients), "-j", "2", "-T", Text(seconds), "-f", script, "-h", to.Host!, "-p", Text(to.Port), "-U", to.Username!, to.Database!,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = to.Password },
        };
        using var process = Process.Start(how)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Rate().Match(output) is { Success: true } rate
            ? double.Parse(rate.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {await errors}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial connection time\)")]
    private static partial Regex Rate();
}
