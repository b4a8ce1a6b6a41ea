using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// <c>name=backup timeout=30m probe="test -s x.sql" once</c>: words with or without a value, as Runme writes them in a
/// fence's braces. In double quotes <c>\"</c> and <c>\\</c> stand for themselves; single quotes take everything as it is.
/// </summary>
internal static class Attributes
{
    /// <summary>One attribute; <paramref name="Value"/> is null for a bare word.</summary>
    public sealed record Attribute(string Name, string? Value);

    /// <param name="problem">What is malformed, as the rest of a sentence; null when the text was read.</param>
    public static bool TryRead(string text, out List<Attribute> attributes, [NotNullWhen(false)] out string? problem)
    {
        attributes = [];
        problem = null;
        var at = 0;
        while (true)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ',')) at++;
            if (at == text.Length) return true;
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.')) at++;
            if (at == start)
            {
                problem = $"\"{text[at]}\" cannot start an attribute; write name=value or name=\"a value\"";
                return false;
            }
            var name = text[start..at];
            string? value = null;
            if (at < text.Length && text[at] == '=' && !TryReadValue(text, ref at, out value))
            {
                problem = $"the quote after {name}= is never closed";
                return false;
            }
            attributes.Add(new Attribute(name, value));
        }
    }

    private static bool TryReadValue(string text, ref int at, out string value)
    {
        value = "";
        at++;
        if (at == text.Length || text[at] is not ('"' or '\''))
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != ',') at++;
            value = text[start..at];
            return true;
        }
        var quote = text[at++];
        var quoted = new StringBuilder();
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\') at++;
            quoted.Append(text[at]);
        }
        if (at == text.Length) return false;
        at++;
        value = quoted.ToString();
        return true;
    }
}
