using System.Globalization;
using System.Text.Json;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>Prose as stored text, for rooms that keep what was said: <c>[["o","Already done: "],["f","1.2.2"],["n","po"],["m","dba"],["c","2026-…"]]</c>.</summary>
public static class ProseJson
{
    public static string Write(Prose prose) => JsonSerializer.Serialize(prose.Parts.Select(part => part switch
    {
        ProsePart.Ours ours => ["o", ours.Text],
        ProsePart.Foreign foreign => ["f", foreign.Text],
        ProsePart.Name name => ["n", name.Who.Name],
        ProsePart.Mention mention => ["m", mention.Who.Name],
        ProsePart.Clock clock => new[] { "c", clock.At.ToString("O", CultureInfo.InvariantCulture) },
        _ => throw new System.Diagnostics.UnreachableException(part.GetType().Name),
    }));

    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>.</exception>
    public static Prose Read(string stored)
    {
        var prose = new Prose(0, 0);
        foreach (var part in JsonSerializer.Deserialize<string[][]>(stored) ?? [])
            switch (part)
            {
                case ["o", var text]: prose.AppendLiteral(text); break;
                case ["f", var text]: prose.AppendFormatted(text); break;
                case ["n", var name]: prose.AppendFormatted(new Actor(name, null, new Identity("", "", name), [])); break;
                case ["m", var name]: prose.AppendFormatted(new Person(name, null, [], [])); break;
                case ["c", var at]: prose.AppendFormatted(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)); break;
                default: throw new JsonException($"No such part of prose: {string.Join(' ', part)}");
            }
        return prose;
    }
}
