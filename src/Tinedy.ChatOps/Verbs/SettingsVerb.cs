using System.CommandLine;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>settings</c>: every setting there is, and whether the service would start with those that are written; <c>--schema</c>: the same for an editor.</summary>
internal static class SettingsVerb
{
    public static Command Command(string[] settings)
    {
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of appsettings.json." };
        var command = new Command("settings", "List every setting, and say whether the service would start with yours.") { schema };
        command.SetAction((parsed, _) => CommandLine.ReportingAsync(() => Task.FromResult(Run(parsed.GetValue(schema), settings))));
        return command;
    }

    private static int Run(bool schema, string[] settings)
    {
        if (schema)
        {
            System.Console.Write(SettingsSchema.Write());
            return 0;
        }
        foreach (var setting in SettingsCatalog.All)
            System.Console.WriteLine($"{setting.Name}{(setting.Alias is { } alias ? $" or {alias}" : "")}: {setting.Meaning}.{(setting.Default is { } usual ? $" Default: {usual}" : "")}");
        AllSettings.ReadToServe(Service.Configure(settings).Configuration);
        System.Console.WriteLine("The service would start with these settings. Whether its database answers was not asked.");
        return 0;
    }
}
