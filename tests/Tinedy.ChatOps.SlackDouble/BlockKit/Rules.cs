using System.Text.Json;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>Looks at one value and says what is wrong with it.</summary>
internal delegate void Rule(JsonElement value, string pointer, Findings found);

/// <summary>The words the tables of Block Kit are written in.</summary>
internal static class Rules
{
    public static Rule Anything { get; } = (_, _, _) => { };

    public static Rule Flag { get; } = (value, pointer, found) =>
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) found.Add(pointer, "must be a boolean");
    };

    /// <summary>Text of so many characters. Slack counts characters, not UTF-16 units: a flag or a face outside the first plane is one.</summary>
    public static Rule Text(int max, int min = 1) => (value, pointer, found) =>
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            found.Add(pointer, "must be a string");
            return;
        }
        var length = value.GetString()!.EnumerateRunes().Count();
        if (length < min) found.Add(pointer, $"must be more than {min - 1} characters");
        if (length > max) found.Add(pointer, $"must be less than {max + 1} characters");
    };

    public static Rule Number(long min, long max) => (value, pointer, found) =>
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number)) found.Add(pointer, "must be an integer");
        else if (number < min || number > max) found.Add(pointer, $"must be between {min} and {max}");
    };

    public static Rule OneOf(params string[] words) => (value, pointer, found) =>
    {
        if (value.ValueKind != JsonValueKind.String || !words.Contains(value.GetString(), StringComparer.Ordinal))
            found.Add(pointer, $"must be one of: {string.Join(", ", words)}");
    };

    public static Rule List(int min, int max, Rule item) => (value, pointer, found) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            found.Add(pointer, "must be an array");
            return;
        }
        var length = value.GetArrayLength();
        if (length < min) found.Add(pointer, $"no fewer than {min} items allowed");
        if (length > max) found.Add(pointer, $"no more than {max} items allowed");
        for (var i = 0; i < length; i++) item(value[i], $"{pointer}/{i}", found);
    };

    public static Rule Both(params Rule[] rules) => (value, pointer, found) =>
    {
        foreach (var rule in rules) rule(value, pointer, found);
    };

    public static Property Must(string name, Rule rule) => new(name, rule, IsRequired: true);

    public static Property May(string name, Rule rule) => new(name, rule, IsRequired: false);

    /// <summary>An object with these properties and no others.</summary>
    public static Rule Shape(params Property[] properties) => (value, pointer, found) =>
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            found.Add(pointer, "must be an object");
            return;
        }
        foreach (var missing in properties.Where(p => p.IsRequired && !value.TryGetProperty(p.Name, out _)))
            found.Add(pointer, $"missing required field: {missing.Name}");
        foreach (var member in value.EnumerateObject())
        {
            if (Array.Find(properties, p => p.Name == member.Name) is { } known) known.Rule(member.Value, $"{pointer}/{member.Name}", found);
            else found.Add(pointer, $"invalid additional property: {member.Name}");
        }
    };

    /// <summary>An object whose <c>type</c> says which of these it is.</summary>
    public static Rule ByType(params IReadOnlyCollection<Kind> kinds)
    {
        var known = kinds.ToDictionary(kind => kind.Type, kind => kind.Rule, StringComparer.Ordinal);
        return (value, pointer, found) =>
        {
            if (value.ValueKind != JsonValueKind.Object) found.Add(pointer, "must be an object");
            else if (value.Text("type") is not { } type) found.Add(pointer, "missing required field: type");
            else if (!known.TryGetValue(type, out var rule)) found.Add($"{pointer}/type", $"unsupported type: {type}");
            else rule(value, pointer, found);
        };
    }

    /// <summary>One of the things <see cref="ByType"/> chooses from.</summary>
    public static Kind Typed(string type, params Property[] properties) => new(type, Shape([Must("type", Anything), .. properties]));

    public static Kind And(this Kind kind, Rule more) => kind with { Rule = Both(kind.Rule, more) };
}

/// <summary>A member of an object and what it must look like.</summary>
internal sealed record Property(string Name, Rule Rule, bool IsRequired);

/// <summary>A kind of object, by its <c>type</c>.</summary>
internal sealed record Kind(string Type, Rule Rule);
