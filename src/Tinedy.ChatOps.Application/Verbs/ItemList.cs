using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>The items that a typed line is about, and the text behind them: "1.1.4 1.1.5", "#1.1.4, 1.1.5: both by me", "1.1.4. as agreed".</summary>
/// <param name="Items">What stands where an item is named, also where the runbook has no such item.</param>
/// <param name="Behind">A note or a reason, as typed; empty without.</param>
/// <param name="Doubt">The word that may be an item or the beginning of the text; null where there is no doubt.</param>
/// <param name="Between">A word like "to" between two items, of which nobody can say which items it means; null without.</param>
internal sealed partial record ItemList(ImmutableArray<string> Items, string Behind, string? Doubt, string? Between)
{
    /// <summary>What people put around a number: "#1.1.5", "1.1.5.", "(1.1.5)", "`1.1.5`".</summary>
    private static readonly char[] Around = ['#', '.', ',', ':', ';', '(', ')', '[', ']', '`', '"', '\''];

    /// <summary>One item's name without what people put around it.</summary>
    public static string Bare(string word) => word.Trim(Around) is { Length: > 0 } bare ? bare : word;

    /// <summary>
    /// Items that a comma or an "and" joins may have a text behind them. Where only spaces are between them, a text behind them makes it
    /// doubtful where it begins: nothing is marked on a guess. A number of an item's shape behind an item is an item, never the text's first word:
    /// only a colon says that the text begins.
    /// </summary>
    public static ItemList Read(string rest, Runbook runbook)
    {
        if (Named(rest, runbook) is { Length: > 1 } named) return new(named, "", null, null);
        var items = ImmutableArray.CreateBuilder<string>();
        var (text, isJoined, isLoose, isClosed) = (rest, true, false, false);
        while (text.Length > 0 && !isClosed)
        {
            var (word, behind) = TypedLine.Split(text);
            var isItemNext = items.Count > 0 && IsItem(TypedLine.Split(behind).Head, runbook);
            if (isItemNext && IsRange(word)) return new(items.ToImmutable(), text, null, word);
            if (isItemNext && IsJoint(word))
            {
                (text, isJoined) = (behind, true);
                continue;
            }
            var parts = word.Split(',', StringSplitOptions.RemoveEmptyEntries);
            var isList = parts.Length > 0 && parts.All(part => IsItem(part, runbook));
            if (items.Count > 0 && !isList) break;
            isLoose |= items.Count > 0 && !isJoined;
            items.AddRange(isList ? parts.Select(Bare) : [Bare(word)]);
            (text, isJoined, isClosed) = (behind, word.EndsWith(','), word.EndsWith(':'));
        }
        return new(items.ToImmutable(), text, isLoose && !isClosed && text.Length > 0 ? items[^1] : null, null);
    }

    public static Prose Doubtful(string verb, ItemList list) =>
        $"Not understood: \"{list.Doubt}\" is an item, or begins your text. Write {Line(verb, list.Items, "TEXT")} or {Line(verb, list.Items[..1], "TEXT")}.";

    public static Prose Ranged(string verb, ItemList list) =>
        $"Not understood: \"{list.Between}\" stands between items. Name each of them, as in {Line(verb, [.. list.Items, Bare(TypedLine.Split(TypedLine.Split(list.Behind).Tail).Head)], null)}.";

    /// <summary>Of several items one is none: nothing is marked, because it may be a slip for any of them.</summary>
    public static Prose NoItem(string verb, ItemList list, string unknown, bool takesText) => list.Items[0] == unknown || !takesText
        ? (Prose)$"Not understood: this run has no item \"{unknown}\". Write the line without it, or with the right one."
        : $"Not understood: this run has no item \"{unknown}\". If it begins your text, write {Line(verb, list.Items[..1], "TEXT")}.";

    private static string Line(string verb, IEnumerable<string> items, string? text) =>
        $"{verb} {string.Join(", ", items)}{(text is null ? "" : ": " + text)}";

    private static bool IsJoint(string word) => word is "," or "and" or "&" or "+";

    private static bool IsRange(string word) => word.ToLowerInvariant() is "to" or "till" or "until" or "through" or "bis" or "or" or "-" or "–" or "—" or ".." or "..." or "…";

    /// <summary>A number that the runbook has, or could have: three parts. A lone "2" in a note is none, nor is "2.5".</summary>
    private static bool IsItem(string word, Runbook runbook) =>
        Bare(word) is var bare && (Shape().IsMatch(bare) || (Number().IsMatch(bare) && runbook.Find(bare) is not null));

    /// <summary>Names and numbers, each joined to the next, and nothing else: "backup, verify and migrate". Empty where that is not so.</summary>
    private static ImmutableArray<string> Named(string rest, Runbook runbook)
    {
        var names = Joints().Split(rest.Trim()).Select(Bare).ToImmutableArray();
        return names.All(name => runbook.Find(name) is not null) ? names : [];
    }

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+(?:and|&|\+)\s+")]
    private static partial Regex Joints();

    [GeneratedRegex(@"^\d+(\.\d+)+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Shape();
}
