using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>A typed line taken apart: "/migrate prod-17 skip 1.3.5 in staging on Friday".</summary>
/// <param name="Run">The run named in front: "prod-17"; null when none is.</param>
/// <param name="Verb">Lower case; empty for an empty line.</param>
/// <param name="Rest">Everything behind the verb, as typed.</param>
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
        var (head, tail) = Split(NonBreaking().Replace(text, " ").Trim());
        if (head.StartsWith('/') || head.StartsWith('@') || head.Equals(OurName, StringComparison.OrdinalIgnoreCase)) (head, tail) = Split(tail);
        var run = RunName().IsMatch(head) ? head : null;
        if (run is not null) (head, tail) = Split(tail);
        return new(run, head.ToLowerInvariant(), tail);
    }

    private static (string Head, string Tail) Split(string text)
    {
        var at = text.AsSpan().IndexOfAny(' ', '\n', '\t');
        return at < 0 ? (text, "") : (text[..at], text[at..].Trim());
    }

    /// <summary>Chat clients put these where a person pressed space.</summary>
    [GeneratedRegex("[\u00a0\u2007\u202f]")]
    private static partial Regex NonBreaking();

    [GeneratedRegex(@"^[^\s/@][^\s]*-\d+$")]
    private static partial Regex RunName();
}
