using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>A typed line taken apart: "/migrate prod-17 skip 1.3.5 in staging on Friday".</summary>
/// <param name="Run">The run named in front: "prod-17"; null when none is.</param>
/// <param name="Verb">Lower case; empty for an empty line.</param>
/// <param name="Rest">Everything behind the verb, letter by letter as typed.</param>
internal sealed partial record TypedLine(string? Run, string Verb, string Rest)
{
    /// <summary>Typed in front also where nothing has to stand there: in a chat with the bot alone.</summary>
    private const string OurName = "migrate";

    /// <summary>The first word of <see cref="Rest"/>: an item's number.</summary>
    public string First => Split(Rest).Head;

    /// <summary>What follows the first word: a reason, a note.</summary>
    public string Behind => Split(Rest).Tail;

    public static TypedLine Read(string text)
    {
        var (head, tail) = Split(text.Trim());
        // A line may begin with letters that nobody sees.
        while (head.Length == 0 && tail.Length > 0) (head, tail) = Split(tail);
        if (head.StartsWith('/') || head.StartsWith('@') || head.Equals(OurName, StringComparison.OrdinalIgnoreCase)) (head, tail) = Split(tail);
        var run = IsRun(head) ? head : null;
        if (run is not null) (head, tail) = Split(tail);
        return new(run, head.ToLowerInvariant(), tail);
    }

    /// <summary>The word is the name of a run, whether there is one or not.</summary>
    public static bool IsRun(string word) => RunName().IsMatch(word);

    /// <summary>The first word, without letters that nobody sees, and everything behind the space after it.</summary>
    public static (string Head, string Tail) Split(string text)
    {
        var at = 0;
        while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        return (Seen(text[..at]), text[at..].Trim());
    }

    /// <summary>Chat clients and web pages put letters of no width into what people copy.</summary>
    private static string Seen(string word) =>
        word.Any(IsUnseen) ? string.Concat(word.Where(letter => !IsUnseen(letter))) : word;

    private static bool IsUnseen(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control;

    [GeneratedRegex(@"^[^\s/@][^\s]*-\d+$")]
    private static partial Regex RunName();
}
