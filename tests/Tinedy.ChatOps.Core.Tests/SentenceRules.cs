using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests;

/// <summary>What holds for every sentence, whoever wrote it.</summary>
internal static partial class SentenceRules
{
    public static void OfRefusal(Prose text)
    {
        var words = text.ToString(TimeZoneInfo.Utc);
        (words.StartsWith("Not ", StringComparison.Ordinal) || words.StartsWith("Already ", StringComparison.Ordinal)).ShouldBeTrue(words);
        OfSentences(text);
    }

    /// <summary>Twenty words at most, no exclamation mark, no "please". What people and programs wrote does not count.</summary>
    public static void OfSentences(Prose text)
    {
        var ours = string.Concat(text.Parts.Select(part => part switch
        {
            ProsePart.Ours ours => ours.Text,
            ProsePart.Foreign => "X",
            ProsePart.Name name => "@" + name.Who.Name,
            ProsePart.Mention mention => "@" + mention.Who.Name,
            _ => "21:30",
        }));
        foreach (var sentence in Ends().Split(ours))
            Words().Count(sentence).ShouldBeLessThanOrEqualTo(20, sentence);
        ours.ShouldNotContain("!");
        ours.ShouldNotContain("please", Case.Insensitive);
    }

    [GeneratedRegex(@"[.?;](?:\s|$)| · ")]
    private static partial Regex Ends();

    [GeneratedRegex(@"[\w@'-]+")]
    private static partial Regex Words();
}
