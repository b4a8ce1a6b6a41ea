using System.CommandLine;

namespace Tinedy.ChatOps.Verbs;

/// <summary>What the program can be asked on a command line: nothing (serve), check, export, verify, schema.</summary>
internal static class CommandLine
{
    public static RootCommand Root()
    {
        var root = new RootCommand("Runs a migration checklist in the team's channel. Without a verb it serves.")
        {
            // Settings may follow as --Urls=http://127.0.0.1:5080: configuration reads them, not this parser.
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, ct) => parsed.UnmatchedTokens.FirstOrDefault(token => !IsSetting(token)) is { } unknown
            ? UnknownAsync(unknown)
            : ServeVerb.RunAsync([.. parsed.UnmatchedTokens], ct));
        root.Add(CheckVerb.Command());
        root.Add(ExportVerb.Command());
        root.Add(VerifyVerb.Command());
        root.Add(SchemaVerb.Command());
        return root;
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    private static async Task<int> UnknownAsync(string token)
    {
        await System.Console.Error.WriteLineAsync(
            $"There is no verb \"{token}\". Verbs: check, export, verify, schema; none serves. A setting is written --Name=value.");
        return 1;
    }

    /// <summary>Runs a verb; what a person can mend is one line on the error stream and exit code 1.</summary>
    public static async Task<int> ReportingAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception mendable) when (Mendable.IsOne(mendable))
        {
            await System.Console.Error.WriteLineAsync(Mendable.Sentence(mendable));
            return 1;
        }
    }
}
