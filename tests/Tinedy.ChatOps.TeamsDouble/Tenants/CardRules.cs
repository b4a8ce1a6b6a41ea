using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.TeamsDouble.Tenants;

/// <summary>What Teams asks of a card of version 1.5, as far as a bot can break it (its card reference and the schema of Adaptive Cards).</summary>
public static partial class CardRules
{
    /// <summary>In UTF-16, as Teams counts.</summary>
    public const int MostBytes = 80 * 1024;

    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["TextBlock"] = ["text"],
        ["RichTextBlock"] = ["inlines"],
        ["TextRun"] = ["text"],
        ["Container"] = ["items"],
        ["ColumnSet"] = ["columns"],
        ["Column"] = ["items"],
        ["ActionSet"] = ["actions"],
        ["Input.Text"] = ["id", "label"],
        ["Input.ChoiceSet"] = ["id", "label", "choices"],
        ["Action.Execute"] = ["title", "verb"],
        ["Action.Submit"] = ["title", "data"],
        ["Action.OpenUrl"] = ["title", "url"],
        ["Action.ToggleVisibility"] = ["title", "targetElements"],
    };

    /// <summary>Everything that is wrong with it.</summary>
    public static IReadOnlyList<string> ErrorsOf(JsonElement card)
    {
        var errors = new List<string>();
        if (card.GetProperty("type").GetString() != "AdaptiveCard") errors.Add("it is no card");
        if (card.GetProperty("version").GetString() != "1.5") errors.Add("Teams draws version 1.5");
        if (card.GetRawText().Length * 2 > MostBytes) errors.Add($"it has {card.GetRawText().Length * 2} bytes");
        Check(card.GetProperty("body"), errors);
        var ids = Ids(card.GetProperty("body")).ToList();
        if (ids.Count != ids.Distinct().Count()) errors.Add("an id is there twice");
        foreach (var target in Targets(card.GetProperty("body")).Except(ids)) errors.Add($"nothing is called {target}");
        foreach (var mention in Mentions(card).Where(mention => !card.GetProperty("body").GetRawText().Contains(mention, StringComparison.Ordinal))) errors.Add($"{mention} is called and not in the text");
        return errors;
    }

    private static void Check(JsonElement element, List<string> errors)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Check(item, errors);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is { } name && name != "task/fetch")
        {
            if (!Needed.TryGetValue(name, out var needed)) errors.Add($"{name} is not an element of version 1.5 that we know");
            else foreach (var missing in needed.Where(field => !element.TryGetProperty(field, out _))) errors.Add($"{name} has no {missing}");
            if (name == "ActionSet" && element.GetProperty("actions").GetArrayLength() == 0) errors.Add("a set of actions is empty");
            // A client that cannot execute does not draw version 1.5: it shows the card's fallback text, and no button of it.
            if (name == "Action.Execute" && element.TryGetProperty("fallback", out _)) errors.Add("a second copy of a button that no client ever shows");
            if (name == "TextBlock" && LoneBreak().IsMatch(element.GetProperty("text").GetString()!)) errors.Add("a line break that clients swallow");
        }
        foreach (var field in element.EnumerateObject().Where(field => field.Name != "data")) Check(field.Value, errors);
    }

    private static IEnumerable<string> Ids(JsonElement element) => All(element).Where(one => one.TryGetProperty("type", out _) && one.TryGetProperty("id", out _)).Select(one => one.GetProperty("id").GetString()!);

    private static IEnumerable<string> Targets(JsonElement element) =>
        All(element).Where(one => one.TryGetProperty("targetElements", out _)).SelectMany(one => one.GetProperty("targetElements").EnumerateArray()).Select(target => target.GetString()!);

    private static IEnumerable<string> Mentions(JsonElement card) => card.TryGetProperty("msteams", out var teams) && teams.TryGetProperty("entities", out var entities)
        ? entities.EnumerateArray().Select(mention => mention.GetProperty("text").GetString()!)
        : [];

    private static IEnumerable<JsonElement> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        JsonValueKind.Object => element.EnumerateObject().Where(field => field.Name != "data").SelectMany(field => All(field.Value)).Prepend(element),
        _ => [],
    };

    /// <summary>One alone is a space to a client; an empty line is a break (microsoft/AdaptiveCards#5538).</summary>
    [GeneratedRegex(@"(?<!\n)\r?\n(?!\r?\n)")]
    private static partial Regex LoneBreak();
}
