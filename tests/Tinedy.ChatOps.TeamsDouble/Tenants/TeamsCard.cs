using System.Text.Json;

namespace Tinedy.ChatOps.TeamsDouble.Tenants;

/// <summary>An Adaptive Card as a client reads it: its texts in order, its buttons, its fields.</summary>
public sealed record TeamsCard(JsonElement Json)
{
    private const string Kind = "application/vnd.microsoft.card.adaptive";

    public IReadOnlyList<JsonElement> Elements { get; } = [.. Walk(Json.GetProperty("body"))];

    /// <summary>Every text, a line each.</summary>
    public string Words => string.Join('\n', Elements.Select(TextOf).OfType<string>());

    public IReadOnlyList<TeamsButton> Buttons => [.. Elements.Where(element => Type(element) == "ActionSet").SelectMany(set => set.GetProperty("actions").EnumerateArray()).Select(action => new TeamsButton(action))];

    public IReadOnlyList<JsonElement> Inputs => [.. Elements.Where(element => Type(element).StartsWith("Input.", StringComparison.Ordinal))];

    /// <summary>What a client asks for by itself; null when it does not.</summary>
    public JsonElement? Refresh => Json.TryGetProperty("refresh", out var refresh) ? refresh.GetProperty("action") : null;

    /// <summary>The first with this label, or this accessible name.</summary>
    public TeamsButton Button(string name) => Buttons.FirstOrDefault(button => button.IsCalled(name)) ?? throw new KeyNotFoundException($"No button is called {name}. {Words}");

    public static TeamsCard? Of(JsonElement activity) => activity.TryGetProperty("attachments", out var all)
        ? all.EnumerateArray().Where(one => one.GetProperty("contentType").GetString() == Kind).Select(one => new TeamsCard(one.GetProperty("content"))).FirstOrDefault()
        : null;

    public static string Type(JsonElement element) => element.GetProperty("type").GetString()!;

    private static string? TextOf(JsonElement element) => Type(element) switch
    {
        "TextBlock" => element.GetProperty("text").GetString(),
        "RichTextBlock" => string.Concat(element.GetProperty("inlines").EnumerateArray().Select(run => run.GetProperty("text").GetString())),
        "Input.Text" or "Input.ChoiceSet" => element.GetProperty("label").GetString(),
        _ => null,
    };

    private static IEnumerable<JsonElement> Walk(JsonElement elements)
    {
        foreach (var element in elements.EnumerateArray())
        {
            yield return element;
            if (element.TryGetProperty("items", out var items)) foreach (var inner in Walk(items)) yield return inner;
            if (!element.TryGetProperty("columns", out var columns)) continue;
            foreach (var inner in columns.EnumerateArray().SelectMany(column => Walk(column.GetProperty("items")))) yield return inner;
        }
    }
}

/// <summary>A button, as it can be pressed.</summary>
public sealed record TeamsButton(JsonElement Json)
{
    public string Kind => TeamsCard.Type(Json);

    public string Label => Json.GetProperty("title").GetString()!;

    /// <summary>What a screen reader says.</summary>
    public string Accessible => Json.TryGetProperty("tooltip", out var tooltip) ? tooltip.GetString()! : Label;

    public JsonElement Data => Json.GetProperty("data");

    /// <summary>It asks for a dialog.</summary>
    public bool OpensDialog => Kind == "Action.Submit" && Data.TryGetProperty("msteams", out var teams) && teams.GetProperty("type").GetString() == "task/fetch";

    public bool IsCalled(string name) => Accessible == name || Accessible.StartsWith(name + " ", StringComparison.Ordinal) || Label.TrimEnd('…') == name;
}
