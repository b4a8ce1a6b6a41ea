using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>
/// <c>teams-package</c>: the app for Teams as the zip that an administrator uploads, with the id from the settings and the addresses of
/// whoever answers for it.
/// </summary>
internal static class TeamsPackageVerb
{
    private const string Manifest = "manifest.json";
    private static readonly string[] Icons = ["color.png", "outline.png"];

    public static Command Command(string[] settings)
    {
        var file = new Option<string>("--out") { Description = "Where the zip is written.", DefaultValueFactory = _ => "tinedy-migrate-teams.zip" };
        var website = new Option<string?>("--website") { Description = "The https address that Teams shows as the developer's. Needed, unless manifest.json was changed." };
        var privacy = new Option<string?>("--privacy") { Description = "The address of the privacy statement; without it, the website." };
        var terms = new Option<string?>("--terms") { Description = "The address of the terms of use; without it, the website." };
        var command = new Command("teams-package", "Write the zip that an administrator uploads to Teams.") { file, website, privacy, terms };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => PackAsync(
            parsed.GetValue(file)!, new(parsed.GetValue(website), parsed.GetValue(privacy), parsed.GetValue(terms)), settings, ct)));
        return command;
    }

    private static async Task<int> PackAsync(string file, Addresses addresses, string[] settings, CancellationToken ct)
    {
        var configuration = Service.Configure(settings).Configuration;
        var given = configuration["Teams:AppId"] ?? configuration["MicrosoftAppId"];
        if (!Guid.TryParse(given, out var app)) throw new SettingsException([$"Teams:AppId is \"{given}\". It is the Application (client) ID of the bot's app registration, and the app for Teams needs it."]);

        var folder = Path.Combine(AppContext.BaseDirectory, "manifests", "teams");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, Manifest), ct))!;
        manifest["id"] = app.ToString();
        manifest["bots"]![0]!["botId"] = app.ToString();
        addresses.WriteTo(manifest["developer"]!);

        await using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        {
            await WriteAsync(zip, Manifest, System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString(new() { WriteIndented = true })), ct);
            foreach (var icon in Icons) await WriteAsync(zip, icon, await File.ReadAllBytesAsync(Path.Combine(folder, icon), ct), ct);
        }
        System.Console.WriteLine($"{Path.GetFullPath(file)} is for the app {app}. An administrator uploads it: Teams admin center, Teams apps, Manage apps, Upload new app.");
        return 0;
    }

    private static async Task WriteAsync(ZipArchive zip, string name, byte[] bytes, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await entry.WriteAsync(bytes, ct);
    }

    /// <summary>Where people read who runs this: Teams shows them before somebody adds the app.</summary>
    private sealed record Addresses(string? Website, string? Privacy, string? Terms)
    {
        /// <summary>Nobody's: reserved for examples (RFC 2606).</summary>
        private const string Example = ".example";

        /// <exception cref="SettingsException">One is missing, or is no https address.</exception>
        public void WriteTo(JsonNode developer)
        {
            (string Field, string? Address)[] given = [("websiteUrl", Website), ("privacyUrl", Privacy ?? Website), ("termsOfUseUrl", Terms ?? Website)];
            foreach (var (field, address) in given.Where(one => one.Address is not null)) developer[field] = address;
            var wrong = given.Select(one => (one.Field, Address: (string?)developer[one.Field])).Where(one => !IsReal(one.Address))
                .Select(one => $"{one.Field} of the app for Teams is \"{one.Address}\". Teams shows it to everybody: say --website https://… (and --privacy, --terms).").ToList();
            if (wrong.Count > 0) throw new SettingsException(wrong);
        }

        private static bool IsReal(string? address) =>
            Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && !uri.Host.EndsWith(Example, StringComparison.OrdinalIgnoreCase);
    }
}
