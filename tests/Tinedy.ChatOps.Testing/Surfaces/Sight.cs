using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>Something as a person sees it: its words in one line, without what is only markup, and what can be pressed.</summary>
public sealed partial record Sight(string Words, IReadOnlyList<SeenButton> Buttons)
{
    public bool Has(string button) => Buttons.Any(one => one.IsCalled(button));

    /// <summary>However a surface breaks its lines.</summary>
    public static string InOneLine(string words) => Blank().Replace(words, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}

/// <param name="Accessible">What a screen reader says.</param>
public sealed record SeenButton(string Label, string Accessible)
{
    /// <summary>A platform that gives an entry of a menu no accessible name leaves its label.</summary>
    public bool IsCalled(string name) =>
        Accessible == name || Accessible.StartsWith(name + " ", StringComparison.Ordinal) || Accessible.StartsWith(name + ":", StringComparison.Ordinal)
        || Label.TrimEnd('…') == name;
}

/// <param name="Command">The command that is about to run, letter by letter; null without one.</param>
/// <param name="Submit">What the button says that sends it.</param>
public sealed record SeenDialog(string Title, string Words, string? Command, string Submit, IReadOnlyList<SeenField> Fields)
{
    public SeenField this[string label] => Fields.Single(field => field.Label == label);
}

/// <param name="Error">What stands under it; null: nothing is wrong.</param>
public sealed record SeenField(string Label, string Answer, string? Error);
