using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// One request as <c>.http</c> files write it: a line with method and address, headers, an empty line, the body. <c>{{NAME}}</c> is a
/// variable or secret of the environment. Comments above the request say what is expected of the answer.
/// </summary>
/// <param name="Problems">What cannot be understood, by line.</param>
public sealed partial record HttpBlock(
    string Method, string Address, ImmutableArray<(string Name, string Value)> Headers, string Body, ImmutableArray<Expectation> Expectations,
    ImmutableArray<(int Line, string Message)> Problems)
{
    private static readonly string[] Subjects = ["status", "text", "time"];
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Where the number is that a watcher judges, in an answer of JSON: <c>data.result.0.value.1</c>; null without one.</summary>
    public string? ValuePath { get; init; }

    /// <summary>Sending it a second time changes nothing more (RFC 9110, section 9.2.2).</summary>
    public bool MayBeRepeated => Method is not ("POST" or "PATCH");

    public static HttpBlock Read(string text)
    {
        var problems = ImmutableArray.CreateBuilder<(int, string)>();
        var expected = ImmutableArray.CreateBuilder<Expectation>();
        var headers = ImmutableArray.CreateBuilder<(string, string)>();
        var lines = text.Split('\n');
        var at = 0;
        string? valuePath = null;
        for (; at < lines.Length && (lines[at].Trim().Length == 0 || IsComment(lines[at])); at++)
        {
            if (ValueLine().Match(lines[at]) is { Success: true } value) valuePath = value.Groups[1].Value;
            if (Expectation.Read(lines[at], at + 1, Subjects, out var problem) is { } found) expected.Add(Understood(found, problems));
            else if (problem is not null) problems.Add((at + 1, problem));
        }
        if (at == lines.Length) return new("GET", "", [], "", [], [(1, "There is no request in this block. Write a line like: GET https://crm.example.org/health")]);

        var request = Request().Match(lines[at].Trim());
        var method = request.Groups["method"] is { Success: true } given ? given.Value : "GET";
        if (!request.Success || !Methods.Contains(method)) problems.Add((at + 1, $"\"{lines[at].Trim()}\" is no request. Write a line like: GET https://crm.example.org/health"));
        for (at++; at < lines.Length && lines[at].Trim().Length > 0; at++)
        {
            if (IsComment(lines[at])) continue;
            if (Header().Match(lines[at].Trim()) is { Success: true } header) headers.Add((header.Groups[1].Value, header.Groups[2].Value));
            else problems.Add((at + 1, $"\"{lines[at].Trim()}\" is no header. Write Name: value, and an empty line before the body."));
        }
        var body = at < lines.Length ? string.Join('\n', lines[(at + 1)..]).TrimEnd('\n') : "";
        return new(method, request.Groups["address"].Value, headers.ToImmutable(), body, expected.ToImmutable(), problems.ToImmutable()) { ValuePath = valuePath };
    }

    /// <summary>What stands at <see cref="ValuePath"/> in an answer; null when it is no JSON, or there is nothing of the kind.</summary>
    public string? ValueIn(string answer)
    {
        if (ValuePath is null) return null;
        try
        {
            using var json = JsonDocument.Parse(answer);
            var at = (JsonElement?)json.RootElement;
            foreach (var name in ValuePath.Split('.')) at = at is { } element ? Inside(element, name) : null;
            return at switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Inside(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty(name, out var found) => found,
        JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < element.GetArrayLength() => element[place],
        _ => null,
    };

    /// <summary>"2s" or "500ms"; null for anything else.</summary>
    public static TimeSpan? Length(string text) => Time().Match(text) is { Success: true } match
        ? TimeSpan.FromMilliseconds(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "s" ? 1000 : 1))
        : null;

    /// <summary>The text with each <c>{{NAME}}</c> in its place; the name of the first that has no value, if there is one.</summary>
    public static (string Text, string? Unknown) Bind(string text, IReadOnlyDictionary<string, string> values)
    {
        string? unknown = null;
        var bound = Variable().Replace(text, match =>
        {
            if (values.TryGetValue(match.Groups[1].Value, out var value)) return value;
            unknown ??= match.Groups[1].Value;
            return "";
        });
        return (bound, unknown);
    }

    private static Expectation Understood(Expectation found, ImmutableArray<(int, string)>.Builder problems)
    {
        if (found.Subject == "time" && (Length(found.Wanted) is null || found.Operator is not ("<" or "<=")))
            problems.Add((found.Line, "A time is expected like this: time < 2s, or time < 500ms."));
        return found;
    }

    private static bool IsComment(string line) => line.TrimStart() is ['#', ..] or ['/', '/', ..];

    [GeneratedRegex(@"^\s*(?:#|//)\s*value\s*:\s*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*$")]
    private static partial Regex ValueLine();

    [GeneratedRegex(@"^(?:(?<method>[A-Z]+)\s+)?(?<address>(?:https?://|\{\{)\S+)(?:\s+HTTP/[0-9.]+)?$")]
    private static partial Regex Request();

    [GeneratedRegex(@"^([!#$%&'*+.^_`|~A-Za-z0-9-]+)\s*:\s*(.*)$")]
    private static partial Regex Header();

    [GeneratedRegex(@"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*(ms|s)$")]
    private static partial Regex Time();
}
