using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>The items that a typed line is about, and the text behind them: "1.1.4 1.1.5", "#1.1.4, 1.1.5: both by me", "1.1.4. as agreed".</summary>
/// <param name="Behind">A note or a reason, as typed; empty without.</param>
/// <param name="Doubt">The word that may be an item or the beginning of the text; null where there is no doubt.</param>
internal sealed partial record ItemList(ImmutableArray<string> Items, string Behind, string? Doubt)
{
    /// <summary>What people put around a number: "#1.1.5", "1.1.5.", "(1.1.5)", "`1.1.5`".</summary>
    private static readonly char[] Around = ['#', '.', ',', ':', ';', '(', ')', '[', ']', '`', '"', '\''];

    /// <summary>One item's name without what people put around it.</summary>
    public static string Bare(string word) => word.Trim(Around) is { Length: > 0 } bare ? bare : word;

    /// <summary>
    /// Items that a comma or an "and" joins may have a text behind them. Where only spaces are between them, a text behind them makes it
    /// doubtful where it begins: nothing is marked on a guess.
    /// </summary>
    public static ItemList Read(string rest, Runbook runbook)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        var (text, isJoined, isLoose, isClosed) = (rest, true, false, false);
        while (text.Length > 0 && !isClosed)
        {
            var (word, behind) = TypedLine.Split(text);
            if (items.Count > 0 && IsJoint(word) && IsItem(TypedLine.Split(behind).Head, runbook))
            {
                (text, isJoined) = (behind, true);
                continue;
            }
            var parts = word.Split(',', StringSplitOptions.RemoveEmptyEntries);
            if (items.Count > 0 && !(parts.Length > 0 && parts.All(part => IsItem(part, runbook)))) break;
            isLoose |= items.Count > 0 && !isJoined;
            items.AddRange(parts.Length > 1 && parts.All(part => IsItem(part, runbook)) ? parts.Select(Bare) : [Bare(word)]);
            (text, isJoined, isClosed) = (behind, word.EndsWith(','), word.EndsWith(':'));
        }
        return new(items.ToImmutable(), text, isLoose && !isClosed && text.Length > 0 ? items[^1] : null);
    }

    public static Prose Doubtful(string verb, ItemList list) =>
        $"Not understood: {list.Doubt} is an item, or begins your text. Write {string.Create(CultureInfo.InvariantCulture, $"{verb} {string.Join(", ", list.Items)}: TEXT")} or {string.Create(CultureInfo.InvariantCulture, $"{verb} {list.Items[0]}: TEXT")}.";

    private static bool IsJoint(string word) => word is "," or "and" or "&" or "+";

    /// <summary>A number with a dot that the runbook has: a lone "2" in a note is none.</summary>
    private static bool IsItem(string word, Runbook runbook) => Number().IsMatch(Bare(word)) && runbook.Find(Bare(word)) is not null;

    [GeneratedRegex(@"^\d+(\.\d+)+$")]
    private static partial Regex Number();
}
