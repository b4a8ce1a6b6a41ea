using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>What a heading's words say is under it.</summary>
internal enum HeadingKind { Work, RollbackCriteria, RollbackSteps, SignOff, Contacts, Information, Notes }

/// <summary>Reads headings as people do: without the emoji in front, whole or damaged, and without regard to case.</summary>
internal static partial class HeadingWords
{
    public static HeadingKind KindOf(string title)
    {
        var words = Spaces().Replace(RollBack().Replace(Aside().Replace(title, "").ToLowerInvariant(), "rollback"), " ").Trim(' ', ':');
        return words switch
        {
            "rollback criteria" or "rollback criterion" or "rollback triggers" => HeadingKind.RollbackCriteria,
            "rollback" or "rollback execution" or "rollback steps" or "rollback plan" or "rollback procedure" or "rollback procedures"
                => HeadingKind.RollbackSteps,
            "sign-off" or "sign-offs" or "sign off" or "sign offs" or "signoff" or "signoffs" => HeadingKind.SignOff,
            "emergency contacts" or "emergency contact" => HeadingKind.Contacts,
            "migration information" or "migration info" => HeadingKind.Information,
            "notes" or "note" => HeadingKind.Notes,
            _ => HeadingKind.Work,
        };
    }

    /// <summary>
    /// The title without what stands in front of its first word: symbols, and the letters that UTF-8 emoji turn into when
    /// a program took them for Windows-1252 (<c>ðŸš€</c>, <c>âœ…</c>). A title of nothing else stays as it is.
    /// </summary>
    public static string Clean(string title)
    {
        var at = 0;
        while (at < title.Length)
        {
            if (DamagedEmoji().Match(title, at) is { Success: true } damaged && damaged.Index == at) at += damaged.Length;
            else if (IsOrnament(title[at])) at++;
            else break;
        }
        return at < title.Length ? title[at..].Trim() : title.Trim();
    }

    private static bool IsOrnament(char letter) => char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) is
        UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Surrogate
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.DashPunctuation or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned;

    // F0 9F starts nearly every emoji, E2 80-9F the older symbols, EF B8 8F is the "draw as emoji" mark.
    [GeneratedRegex(@"\G(?:ðŸ|â(?=[^\x00-\x7F])|ï¸)[^\x00-\x7F]*")]
    private static partial Regex DamagedEmoji();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"\broll[ -]back\b")]
    private static partial Regex RollBack();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
