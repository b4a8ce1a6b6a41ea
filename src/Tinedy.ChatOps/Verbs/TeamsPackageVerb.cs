using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>teams-package</c>: the app for Teams as the zip that an administrator uploads, with the id from the settings.</summary>
internal static class TeamsPackageVerb
{
    private const string Manifest = "manifest.json";
    private static readonly string[] Icons = ["color.png", "outline.png"];

    public static Command Command()
    {
        var file = new Option<string>("--out") { Description = "Where the zip is written.", DefaultValueFactory = _ => "tinedy-migrate-teams.zip" };
        var command = new Command("teams-package", "Write the zip that an administrator uploads to Teams.") { file };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => PackAsync(parsed.GetValue(file)!, ct)));
        return command;
    }

    private static async Task<int> PackAsync(string file, CancellationToken ct)
    {
        var configuration = Service.Configure([]).Configuration;
        var given = configuration["Teams:AppId"] ?? configuration["MicrosoftAppId"];
        if (!Guid.TryParse(given, out var app)) throw new SettingsException([$"Teams:AppId is \"{given}\". It is the Application (client) ID of the bot's app registration, and the app for Teams needs it."]);

        var folder = Path.Combine(AppContext.BaseDirectory, "manifests", "teams");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, Manifest), ct))!;
        manifest["id"] = app.ToString();
        manifest["bots"]![0]!["botId"] = app.ToString();

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
}
