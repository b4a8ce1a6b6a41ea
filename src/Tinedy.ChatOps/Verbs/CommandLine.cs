using System.CommandLine;
using System.CommandLine.Parsing;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Verbs;

/// <summary>What the program can be asked on a command line: nothing (serve), or a verb. Each takes every setting as <c>--Name=value</c>.</summary>
internal static class CommandLine
{
    /// <summary>What was asked is no question: the exit code of whoever was misunderstood.</summary>
    private const int Misunderstood = 2;

    /// <summary>As a shell counts a program that was interrupted.</summary>
    private const int Interrupted = 130;

    /// <summary>Does what was asked, and ends the process with its exit code.</summary>
    /// <param name="endpoints">See <see cref="HostingOptions.Endpoints"/>.</param>
    public static async Task<int> RunToExitAsync(string[] args, Action<WebApplication>? endpoints = null)
    {
        var ended = await InvokeAsync(args, endpoints);
        // A thread of somebody else that waits for what will not come back keeps no program alive.
        Environment.Exit(ended);
        return ended;
    }

    private static async Task<int> InvokeAsync(string[] args, Action<WebApplication>? endpoints)
    {
        var (parsed, problems) = Understand(args, endpoints);
        if (problems.Count > 0 && parsed.Errors.Count == 0) problems = [.. problems.Union(SettingsProblems.Of(parsed, Arguments.Read(args, OptionsOf(Root([], endpoints))).Settings))];
        foreach (var problem in problems) await System.Console.Error.WriteLineAsync(problem);
        if (problems.Count > 0) return Misunderstood;

        using var signals = new StopSignals();
        // Signals are listened to here, from the first line to the last: the library's own waiting would cut a stop off.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Stop);
    }

    /// <summary>What a command line asks for, and a sentence for each part of it that is nothing here.</summary>
    public static (ParseResult Parsed, IReadOnlyList<string> Problems) Understand(string[] args, Action<WebApplication>? endpoints = null)
    {
        var options = OptionsOf(Root([], endpoints));
        var arguments = Arguments.Read(args, options);
        var root = Root(arguments.Settings, endpoints);
        var parsed = root.Parse(arguments.Rest);
        return (parsed, [.. arguments.Unknown(options), .. ProblemsOf(parsed, root)]);
    }

    /// <inheritdoc cref="ReportingAsync(TextWriter, Func{Task{int}})"/>
    public static Task<int> ReportingAsync(Func<Task<int>> verb) => ReportingAsync(System.Console.Error, verb);

    /// <summary>Runs a verb; what a person can mend is one line on the error stream and exit code 1.</summary>
    public static async Task<int> ReportingAsync(TextWriter error, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception mendable) when (UserErrors.IsOne(mendable))
        {
            await error.WriteLineAsync(UserErrors.Sentence(mendable));
            return 1;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }
    }

    private static RootCommand Root(string[] settings, Action<WebApplication>? endpoints)
    {
        var root = new RootCommand("Runs a migration checklist in the team's channel. Without a verb it serves. Every verb takes settings as --Name=value.");
        root.SetAction((_, ct) => ServeVerb.RunAsync(settings, new() { Endpoints = endpoints }, ct));
        root.Add(CheckVerb.Command(settings));
        root.Add(ExportVerb.Command(settings));
        root.Add(VerifyVerb.Command(settings));
        root.Add(SchemaVerb.Command(settings));
        root.Add(SettingsVerb.Command(settings));
        root.Add(RunnerVerb.Command(settings));
        root.Add(TeamsPackageVerb.Command(settings));
        root.Add(Help(root));
        return root;
    }

    /// <summary><c>help</c> and <c>help VERB</c>, for whoever does not think of <c>--help</c>.</summary>
    private static Command Help(RootCommand root)
    {
        var verb = new Argument<string?>("VERB") { Description = "A verb to explain.", Arity = ArgumentArity.ZeroOrOne };
        var help = new Command("help", "Say what can be asked.") { verb };
        help.SetAction((parsed, ct) => root.Parse(parsed.GetValue(verb) is { } named ? [named, "--help"] : ["--help"]).InvokeAsync(cancellationToken: ct));
        return help;
    }

    private static List<string> OptionsOf(RootCommand root) =>
        [.. root.Options.Concat(root.Subcommands.SelectMany(verb => verb.Options)).SelectMany(option => option.Aliases.Prepend(option.Name))];

    private static IEnumerable<string> ProblemsOf(ParseResult parsed, RootCommand root)
    {
        // The parser would take it for a file or a run. Whoever has a file of such a name writes it behind "--".
        if (parsed.Tokens.All(token => token.Type != TokenType.DoubleDash)
            && parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith('-')) is { } option)
            return [$"There is no option {option.Value}. A setting is written --Name=value."];
        if (parsed.Errors.Count == 0) return [];
        var verbs = root.Subcommands.Select(verb => verb.Name).Order(StringComparer.Ordinal).ToList();
        if (parsed.UnmatchedTokens is not [var unknown, ..])
            return parsed.Errors.Select(error => error.Message).Append($"Write help {parsed.CommandResult.Command.Name} for how it is asked.");
        if (unknown.StartsWith('-')) return [$"There is no option {unknown}. A setting is written --Name=value."];
        if (parsed.CommandResult.Command != root) return [$"{unknown} is more than {parsed.CommandResult.Command.Name} takes."];
        var meant = Suggestion.Nearest(unknown, verbs) is { } nearest ? $" Did you mean {nearest}?" : "";
        return [$"There is no verb \"{unknown}\".{meant} Verbs: {string.Join(", ", verbs)}; none serves. A setting is written --Name=value."];
    }
}
