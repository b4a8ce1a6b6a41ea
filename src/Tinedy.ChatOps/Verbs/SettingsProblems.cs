using System.CommandLine;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>What else is wrong with the settings of a command line that is refused: whoever mends one name wants to mend everything in one go.</summary>
internal static class SettingsProblems
{
    /// <param name="settings">As they were written on the command line.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed, string[] settings)
    {
        try
        {
            Read(parsed, settings);
            return [];
        }
        catch (SettingsException doubtful)
        {
            return doubtful.Problems;
        }
    }

    /// <summary>As the verb itself would read them; the verbs that need none are not asked.</summary>
    private static void Read(ParseResult parsed, string[] settings)
    {
        switch (parsed.CommandResult.Command)
        {
            case RootCommand or { Name: "settings" }: AllSettings.ReadToServe(Service.Configure(settings).Configuration); break;
            case { Name: "check" or "export" or "verify" or "schema" }: AllSettings.Read(Service.Configure(settings).Configuration); break;
            case { Name: "runner" }: RunnerSettings.Read(Service.ConfigureRunner(settings).Configuration, parsed.GetValue<string?>("--label")); break;
        }
    }
}
