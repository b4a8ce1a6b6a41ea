using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>Something as a person sees it: its words in one line, without what is only markup, and what can be pressed.</summary>
public sealed partial record SeenContent(string Words, IReadOnlyList<SeenButton> Buttons)
{
    public bool Has(string button) => Buttons.Any(one => one.IsCalled(button));

    /// <summary>However a surface breaks its lines.</summary>
    public static string InOneLine(string words) => Blank().Replace(words, " ").Trim();

    /// <summary>With the letters that a person typed, in whose place a platform was given others that it makes no markup of.</summary>
    public static string WithoutLookAlikes(string text, string lookAlikes, string letters)
    {
        text = text.Replace("\u200b", "", StringComparison.Ordinal);
        for (var at = 0; at < lookAlikes.Length; at++) text = text.Replace(lookAlikes[at], letters[at]);
        return text;
    }

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
