using System.CommandLine;

namespace Tinedy.ChatOps.Verbs;

/// <summary>What the program can be asked on a command line: nothing (serve), check, export, runner, teams-package, verify, schema.</summary>
internal static class CommandLine
{
    /// <summary>A service that is asked to stop gets this long to let its database go; System.CommandLine's own 2 s would cut it off.</summary>
    private static readonly TimeSpan Stopping = TimeSpan.FromSeconds(30);

    /// <param name="doors">Further doors of the service; the product has none beside its own.</param>
    public static Task<int> InvokeAsync(string[] args, Action<WebApplication>? doors = null) =>
        Root(doors).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Stopping });

    private static RootCommand Root(Action<WebApplication>? doors)
    {
        var root = new RootCommand("Runs a migration checklist in the team's channel. Without a verb it serves.")
        {
            // Settings may follow as --Urls=http://127.0.0.1:5080: configuration reads them, not this parser.
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, ct) => parsed.UnmatchedTokens.FirstOrDefault(token => !IsSetting(token)) is { } unknown
            ? UnknownAsync(unknown)
            : ServeVerb.RunAsync([.. parsed.UnmatchedTokens], doors, ct));
        root.Add(CheckVerb.Command());
        root.Add(ExportVerb.Command());
        root.Add(VerifyVerb.Command());
        root.Add(SchemaVerb.Command());
        root.Add(RunnerVerb.Command());
        root.Add(TeamsPackageVerb.Command());
        return root;
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    private static async Task<int> UnknownAsync(string token)
    {
        await System.Console.Error.WriteLineAsync(
            $"There is no verb \"{token}\". Verbs: check, export, runner, teams-package, verify, schema; none serves. A setting is written --Name=value.");
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
