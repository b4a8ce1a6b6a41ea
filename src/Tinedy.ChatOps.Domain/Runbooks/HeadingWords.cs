using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>What a heading's words say is under it.</summary>
internal enum HeadingKind { Work, RollbackCriteria, RollbackSteps, SignOff, Contacts, Information, Notes }

/// <summary>What a heading means.</summary>
/// <param name="ByShape">"Approvals": it is a sign-off where signatures stand under it, and work where they do not.</param>
/// <param name="IsDoubtful">It speaks of such a thing and may mean another: it is read as work, and that is said.</param>
internal readonly record struct HeadingMeaning(HeadingKind Kind, bool ByShape = false, bool IsDoubtful = false);

/// <summary>Reads headings as people do: without emoji, numbers and "Phase 3:" in front, and without regard to case.</summary>
internal static partial class HeadingWords
{
    /// <param name="around">What the headings around it mean: "Triggers" under a rollback are its criteria.</param>
    public static HeadingMeaning MeaningOf(string title, HeadingKind around = HeadingKind.Work)
    {
        var words = Normal(title);
        if (Vocabulary.KindOf(words) is { } kind) return new(kind);
        if (around == HeadingKind.RollbackSteps && Vocabulary.IsCriteriaOfRollback(words)) return new(HeadingKind.RollbackCriteria);
        // "Rollback Plan: CRM" and "Rollback – if it fails" begin with the whole of a known heading.
        var begin = Tail().Match(words) is { Success: true } tail ? words[..tail.Index].Trim() : words;
        if (Vocabulary.KindOf(begin) is { } begun) return new(begun);
        if (Vocabulary.MayBeSignOff(words)) return new(HeadingKind.Work, ByShape: true);
        return new(HeadingKind.Work, IsDoubtful: Vocabulary.SpeaksOfOne(words) || Vocabulary.SpeaksOfOne(begin));
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

    /// <summary>The same, of a whole line of Markdown: "## 🚀 **Deploy**" is "Deploy".</summary>
    public static string OfLine(string line) => Clean(PlainText.Of(line.Trim('#', ' ')));

    /// <summary>The title without its own number where that is the number it has here anyway: "1. Prepare" as the first phase, "2.3 Backup" as section 2.3.</summary>
    public static string WithoutNumber(string title, string number)
    {
        if (Numbered().Match(title) is not { Success: true } numbered || numbered.Length == title.Length) return title;
        return numbered.Groups["number"].Value == number || numbered.Groups["number"].Value == number[(number.LastIndexOf('.') + 1)..]
            ? Clean(title[numbered.Length..])
            : title;
    }

    /// <summary>Lower case, without ornaments, numbers, asides and articles, and with one spelling for words that have several.</summary>
    private static string Normal(string title)
    {
        var words = Clean(Aside().Replace(title, " ")).ToLowerInvariant().Replace('’', '\'');
        for (var before = ""; before != words;)
        {
            before = words;
            if (Decoration().Match(words) is { Success: true } decoration && decoration.Length < words.Length) words = Clean(words[decoration.Length..]);
        }
        words = RollBack().Replace(words, "rollback");
        words = BackOut().Replace(words, "backout");
        words = SignOff().Replace(words, "signoff");
        words = And().Replace(words, " and ");
        words = Spaces().Replace(Hyphens().Replace(words, " "), " ").Trim(' ', ':', '：', '.', '!', '?', '？', '*', '_', '】', '】', '」', '』', '》', ']');
        return Article().Replace(words, "");
    }

    private static bool IsOrnament(char letter) => char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) is
        UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Surrogate
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.DashPunctuation or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned;

    // F0 9F starts nearly every emoji, E2 80-9F the older symbols, EF B8 8F is the "draw as emoji" mark.
    [GeneratedRegex(@"\G(?:ðŸ|â(?=[^\x00-\x7F])|ï¸)[^\x00-\x7F]*")]
    private static partial Regex DamagedEmoji();

    [GeneratedRegex(@"\([^()]*\)|（[^（）]*）")]
    private static partial Regex Aside();

    private const string Parts =
        "phase|step|part|section|stage|chapter|appendix|annex|teil|schritt|abschnitt|kapitel|anhang|étape|etape|partie|chapitre|annexe|fase|paso|parte|etapa|passo|sección|seção|secção"
        + "|anexo|stap|deel|krok|etap|część|этап|шаг|раздел|часть|фаза|フェーズ|ステップ|手順|阶段|階段|步骤|단계";

    // "3.", "3)", "10.3", "[4]", "IV.", "a)", "Phase 4:", "Phase 4 –", "Teil B:", "第3章".
    [GeneratedRegex(
        @"^(?:(?:" + Parts + @")\s*(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[ivx]{1,5}|[a-z])(?![\p{L}\p{N}])\s*[.):：\]\-–—]*"
        + @"|[\[【]?\s*[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}(?![\p{L}\p{N}%])\s*[.):：．、\]】\-–—]*|(?:[ivx]{1,5}|[a-z])[.)]|第\s*[0-9一二三四五六七八九十]{1,3}\s*[章節部节步段]|[【「『《\[])\s*")]
    private static partial Regex Decoration();

    [GeneratedRegex(@"^(?:(?:" + Parts + @")\s*(?<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3})\s*[.):：\-–—]+|(?<number>[0-9]{1,3}(?:\.[0-9]{1,3})+|[0-9]{1,3}(?=[.):]))[.):]*(?=\s))\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\broll(?:ing|ed)?[ -]?backs?\b")]
    private static partial Regex RollBack();

    [GeneratedRegex(@"\bback(?:ing)?[ -]?out\b")]
    private static partial Regex BackOut();

    [GeneratedRegex(@"\bsign(?:ing)?[ -]?offs?\b")]
    private static partial Regex SignOff();

    [GeneratedRegex(@"\s*[&+/・･]\s*")]
    private static partial Regex And();

    // Not one with blanks around it: what follows that is a tail.
    [GeneratedRegex(@"(?<=\S)[-‐_](?=\S)")]
    private static partial Regex Hyphens();

    [GeneratedRegex(@"\s*(?::|：|\s[-–—]\s)")]
    private static partial Regex Tail();

    [GeneratedRegex(@"^(?:(?:the|a|an|our|die|der|das|les?|la|el|los|las|os?|as|il|lo|de|het)\s+|l')")]
    private static partial Regex Article();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
