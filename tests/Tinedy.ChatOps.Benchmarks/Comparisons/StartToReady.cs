using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>From the start of the process until <c>GET /health/ready</c> answers 200, Postgres being up, against a bare ASP.NET Core app.</summary>
internal static class StartToReady
{
    private const int RoundCount = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private static readonly string Host = typeof(StartToReady).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Host").Value! + (OperatingSystem.IsWindows() ? ".exe" : "");

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var address = await server.CreateDatabaseAsync();
        var home = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
        var measured = await Rounds.CompareAsync(RoundCount,
            () => UntilReadyAsync(url => new(Host, [$"--Urls={url}", $"--Execution:Directory={home}"]) { Environment = { ["ConnectionStrings__ChatOps"] = address } }),
            () => UntilReadyAsync(url => new(Environment.ProcessPath!, [BareApp.Verb, url])));
        Directory.Delete(home, recursive: true);
        yield return new("start to ready / a bare ASP.NET Core app", Table.Milliseconds(measured.Ours), Table.Milliseconds(measured.Theirs), measured.Ratio, Aim.AtMost(2));
    }

    private static async Task<double> UntilReadyAsync(Func<string, ProcessStartInfo> how)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        var info = how(url);
        (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
        info.Environment["Logging__LogLevel__Default"] = "Warning";
        using var process = new Process { StartInfo = info };
        return await Rounds.SecondsAsync(async () =>
        {
            process.Start();
            await ReadyAsync(process, url);
        }) is var seconds && await EndAsync(process) ? seconds : double.NaN;
    }

    private static async Task ReadyAsync(Process process, string url)
    {
        using var client = new HttpClient { Timeout = Patience };
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience;)
        {
            if (process.HasExited) throw new InvalidOperationException($"It ended: {await process.StandardError.ReadToEndAsync()}");
            try
            {
                using var answer = await client.GetAsync(new Uri($"{url}/health/ready"));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(Look);
        }
        throw new TimeoutException($"{process.StartInfo.FileName} was not ready in {Patience.TotalSeconds:0} s.");
    }

    private static async Task<bool> EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
