using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>
/// A command line, taken apart: settings, written <c>--Name=value</c>, are configuration's to read; the rest is the parser's, which would
/// otherwise take an unknown option for a verb's file.
/// </summary>
/// <param name="Settings">As they were written.</param>
/// <param name="Rest">Verb, its options and arguments.</param>
internal sealed record Arguments(string[] Settings, string[] Rest)
{
    /// <param name="options">The options that verbs have, with their dashes.</param>
    public static Arguments Read(string[] args, IReadOnlyCollection<string> options)
    {
        var settings = args.Where(arg => NameOf(arg) is { } name && !options.Contains("--" + name)).ToArray();
        return new(settings, [.. args.Where(arg => !settings.Contains(arg))]);
    }

    /// <summary>A sentence for each setting that there is not.</summary>
    public IEnumerable<string> Unknown(IReadOnlyCollection<string> options) =>
        from setting in Settings
        let name = NameOf(setting)
        let problem = SettingsValidator.UnknownOnCommandLine(name)
        where problem is not null
        select Suggestion.Nearest("--" + name, options) is { } option ? $"There is no option --{name}. Did you mean {option}?" : problem;

    /// <summary>The name before the equals sign; null for what is no setting.</summary>
    private static string? NameOf(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.IndexOf('=', StringComparison.Ordinal) is > 2 and var end ? arg[2..end] : null;
}
