using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>
/// Which of several names a typed text means. Every place where words name a contact, a criterion, a role, a field, an alert, a runbook
/// or an environment asks here. One rule: a name is typed whole. A colon or a dash ends it, so that "DBA Lead: disk is full" never means "DBA";
/// where neither does, or what stands before it says what is wrong ("DBA ERROR: disk is full"), a text follows and the longest name wins.
/// </summary>
public static partial class LabelMatcher
{
    /// <summary>How many are named as near.</summary>
    private const int MostNear = 3;

    /// <summary>No word of a name has one of these.</summary>
    private static readonly SearchValues<char> NoWord = SearchValues.Create("_/\\[]()=$<>{}|%@#");

    /// <summary>How many words behind one name may belong to another that begins with it.</summary>
    private const int MostOfName = 3;

    /// <summary>The whole text is one of the names, whatever the case and however many blanks stand between words.</summary>
    /// <param name="names">Every name that a candidate goes by: its number, its title.</param>
    public static NameMatch<T> Whole<T>(string typed, IEnumerable<T> candidates, Func<T, IEnumerable<string>> names) =>
        Exact(typed, "", [.. candidates], names) ?? None(typed, "", [.. candidates], names);

    /// <summary>The same; or the whole text is the first words of one candidate's name, and of no other's.</summary>
    public static NameMatch<T> Beginning<T>(string typed, IEnumerable<T> candidates, Func<T, IEnumerable<string>> names)
    {
        ImmutableArray<T> all = [.. candidates];
        return Exact(typed, "", all, names)
            ?? Fitting(typed, "", [.. all.Where(candidate => names(candidate).Any(name => EndOf(name, typed) is not null))])
            ?? None(typed, "", all, names);
    }

    /// <summary>A name alone, or a name, a colon and a text.</summary>
    public static NameMatch<T> Labelled<T>(string typed, IEnumerable<T> candidates, Func<T, IEnumerable<string>> names)
    {
        ImmutableArray<T> all = [.. candidates];
        if (UpToAColon(typed, all, names) is { } match) return match;
        var (name, text) = Head(typed) ?? (typed.Trim(), "");
        return None(name, text, all, names);
    }

    /// <summary>
    /// The same; or the longest name that the text begins with, where nothing says that the name goes on: no colon and no dash behind words that
    /// may be the rest of one. Behind a number it never does.
    /// </summary>
    public static NameMatch<T> Leading<T>(string typed, IEnumerable<T> candidates, Func<T, IEnumerable<string>> names)
    {
        ImmutableArray<T> all = [.. candidates];
        if (UpToAColon(typed, all, names) is { } match) return match;
        var longest = LongestOf(typed, all.SelectMany(candidate => names(candidate), (candidate, name) => (candidate, name)), one => one.name);
        if (longest is { } found && (IsNumber(typed[..found.End]) || !MayGoOn(typed, found.End, all.SelectMany(names))))
            return Exact(typed[..found.End], After(typed, found.End), all, names)!;
        var (words, text) = Head(typed) ?? HeadUpToADash(typed) ?? (typed.Trim(), "");
        return None(words, text, all, names);
    }

    /// <summary>A colon or a dash ends words behind a known name, which may be the rest of another one: "DBA Lead: disk".</summary>
    private static bool MayGoOn(string typed, int end, IEnumerable<string> names) =>
        EndOfName(typed, end) is { } at && (names.Any(name => EndOf(name, typed[..at]) is not null) || !SaysWhat(typed[end..at]));

    /// <summary>Where a name that is longer than the known one would end; null where the known one ends by itself, or none of these follows.</summary>
    private static int? EndOfName(string typed, int end)
    {
        if (Parting().Match(typed, end).Value.Trim().Length > 0) return null;
        var dash = Dash().Match(typed, end);
        // A dash further on stands in a sentence.
        if (dash.Success && typed[end..dash.Index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == 1) return dash.Index;
        return ColonOf(typed);
    }

    /// <summary>Words that begin what is wrong, and cannot be the rest of a name: "ERROR", "/var/lib", and whole sentences.</summary>
    private static bool SaysWhat(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is var parts && (parts.Length > MostOfName || MessageWord().IsMatch(parts[^1]) || parts.Any(part => part.AsSpan().ContainsAny(NoWord)));

    /// <summary>
    /// The longest label that the text begins with and that ends where a word ends. Only for who takes the rest for a name or a number of
    /// its own, and refuses what is none. Null when there is none.
    /// </summary>
    /// <returns>The candidate, and what follows it without the ":" or "," that may part the two.</returns>
    public static (T Found, string Behind)? Longest<T>(string typed, IEnumerable<T> candidates, Func<T, string> label) =>
        LongestOf(typed, candidates, label) is { } found ? (found.Found, After(typed, found.End)) : null;

    public static (string Found, string Behind)? Longest(string typed, IEnumerable<string> labels) => Longest(typed, labels, label => label);

    private static (T Found, int End)? LongestOf<T>(string typed, IEnumerable<T> candidates, Func<T, string> label)
    {
        (T Found, int End)? best = null;
        foreach (var candidate in candidates)
            if (EndOf(typed, label(candidate)) is { } end && end > (best?.End ?? 0)) best = (candidate, end);
        return best;
    }

    /// <summary>The whole text or what stands before one of its colons is a name; the longest of them, since a label may have a colon in it.</summary>
    private static NameMatch<T>? UpToAColon<T>(string typed, ImmutableArray<T> all, Func<T, IEnumerable<string>> names)
    {
        for (var end = typed.Length; end > 0; end = typed.LastIndexOf(':', end - 1))
            if (Exact(typed[..end], After(typed, end), all, names) is { } match) return match;
        return null;
    }

    /// <summary>What stands before and behind the colon that ends a name. Null without.</summary>
    private static (string Name, string Text)? Head(string typed) => ColonOf(typed) is { } at ? (typed[..at].Trim(), typed[(at + 1)..].Trim()) : null;

    private static (string Name, string Text)? HeadUpToADash(string typed) =>
        Dash().Match(typed) is { Success: true } dash ? (typed[..dash.Index].Trim(), typed[(dash.Index + dash.Length)..].Trim()) : null;

    /// <summary>A colon that a blank follows, as no time and no address has it.</summary>
    private static int? ColonOf(string typed)
    {
        for (var at = typed.IndexOf(':'); at >= 0; at = typed.IndexOf(':', at + 1))
            if (at + 1 == typed.Length || char.IsWhiteSpace(typed[at + 1])) return at;
        return null;
    }

    private static NameMatch<T>? Exact<T>(string typed, string behind, ImmutableArray<T> all, Func<T, IEnumerable<string>> names) =>
        Fitting(typed, behind, [.. all.Where(candidate => names(candidate).Any(name => EndOf(typed, name) is { } end && typed.AsSpan(end).IsWhiteSpace()))]);

    private static NameMatch<T>? Fitting<T>(string typed, string behind, ImmutableArray<T> fitting) => fitting switch
    {
        [] => null,
        [var only] => new NameMatch<T>.One(only, typed.Trim(), behind),
        _ => new NameMatch<T>.Several(fitting, typed.Trim(), behind),
    };

    private static NameMatch<T>.None None<T>(string typed, string behind, ImmutableArray<T> all, Func<T, IEnumerable<string>> names)
    {
        var first = typed.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var word, ..] ? word : "";
        var slip = Suggestion.Nearest(typed.Trim(), [.. all.SelectMany(names).Where(name => name.Any(char.IsLetter))]);
        return new([.. all.Where(candidate => names(candidate).Any(IsNear)).Take(MostNear)], typed.Trim(), behind);

        bool IsNear(string name) => name == slip || EndOf(typed, name) is not null || EndOf(name, first) is not null;
    }

    /// <summary>Without what parts the text from the name: a colon, a comma, or a dash with a blank behind it.</summary>
    private static string After(string typed, int end) => typed[(end + Parting().Match(typed, end).Length)..].Trim();

    private static bool IsNumber(string name) => name.All(letter => char.IsDigit(letter) || letter == '.' || char.IsWhiteSpace(letter));

    /// <summary>Where the label ends in the text; null when the text does not begin with it, or goes on in the middle of a word.</summary>
    private static int? EndOf(string typed, string label)
    {
        var at = SkipBlanks(typed, 0);
        var of = SkipBlanks(label, 0);
        if (of == label.Length) return null;
        while (of < label.Length)
        {
            if (at == typed.Length) return null;
            if (char.IsWhiteSpace(label[of]))
            {
                of = SkipBlanks(label, of);
                if (of == label.Length) break;
                if (!char.IsWhiteSpace(typed[at])) return null;
                at = SkipBlanks(typed, at);
            }
            else if (char.ToUpperInvariant(label[of++]) != char.ToUpperInvariant(typed[at++]))
            {
                return null;
            }
        }
        return at == typed.Length || !GoesOn(typed, at) ? at : null;
    }

    /// <summary>"DBA" is no word of "DBAs" and none of "DBA-Lead"; behind "> 50%" any letter begins a new word.</summary>
    private static bool GoesOn(string typed, int at) =>
        IsOfWord(typed[at - 1]) && (IsOfWord(typed[at]) || (typed[at] is '-' or '\'' or '’' or '/' or '.' && at + 1 < typed.Length && IsOfWord(typed[at + 1])));

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_' || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    [GeneratedRegex(@"\G[\s:,]*(?:[-–—]+(?=\s|$)[\s:,]*)?")]
    private static partial Regex Parting();

    [GeneratedRegex(@"\s[-–—]+(?=\s)")]
    private static partial Regex Dash();

    [GeneratedRegex("^(?:errors?|fatal|panic|warn|warning|critical|crit|alert|exception|failure|failed|info|note|urgent|emergency|help|sos|problem|incident|sev-?[0-9]|p[0-9]|fehler|achtung|erreur)$", RegexOptions.IgnoreCase)]
    private static partial Regex MessageWord();

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
