using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>The host as a person starts it, or another program that serves: a process of its own, ready, killed at the end.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private static readonly string Host = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Host").Value! + (OperatingSystem.IsWindows() ? ".exe" : "");

    private readonly Process process;

    private HostProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="settings">With a double underscore between their parts, as in the environment.</param>
    public static Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        return StartAsync(url =>
        {
            var info = new ProcessStartInfo(Host, [$"--Urls={url}"]);
            foreach (var (key, value) in settings) info.Environment[key] = value;
            return info;
        });
    }

    /// <summary>This program again, as the least that answers over HTTP.</summary>
    public static Task<HostProcess> StartBareAsync() => StartAsync(url => new(Environment.ProcessPath!, [BareApp.Verb, url]));

    /// <summary>From the start of the process until <c>GET /health/ready</c> answers 200.</summary>
    public static async Task<HostProcess> StartAsync(Func<string, ProcessStartInfo> how)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        var info = how(url);
        (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
        info.Environment["Logging__LogLevel__Default"] = "Warning";
        var started = new HostProcess(new Process { StartInfo = info }, new(url));
        started.process.Start();
        // What it prints is read all the time: a full pipe would stop it.
        _ = started.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await started.ReadyAsync();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { Timeout = Patience };
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience;)
        {
            if (process.HasExited) throw new InvalidOperationException($"It ended: {await process.StandardError.ReadToEndAsync()}");
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/health/ready"));
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
