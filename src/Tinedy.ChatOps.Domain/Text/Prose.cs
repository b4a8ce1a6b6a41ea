using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>
/// A sentence for people, before any platform has drawn it. Written as an interpolated string: the literal
/// text is ours, and every hole is typed, so that what somebody typed can never become a mention, a link or
/// formatting, and a time can become the reader's own.
/// </summary>
/// <example><c>Prose p = $"Already done: {item.Number} was marked done by {person} at {at}.";</c></example>
[InterpolatedStringHandler]
public sealed class Prose : IEquatable<Prose>
{
    private readonly ImmutableArray<ProsePart>.Builder parts = ImmutableArray.CreateBuilder<ProsePart>();

    public Prose(int literalLength, int formattedCount) => parts.Capacity = Math.Max(4, formattedCount * 2);

    private Prose() { }

    public static Prose Empty { get; } = new();

    public IReadOnlyList<ProsePart> Parts => parts;

    public bool IsEmpty => parts.Count == 0;

    /// <summary>
    /// Text of our own, without holes. Explicit on purpose: were it implicit, <c>flag ? $"at {time}" : $"by {person}"</c> would be
    /// formatted to a plain string first, and every hole would pass as our own words.
    /// </summary>
    public static explicit operator Prose(string ours)
    {
        var prose = new Prose();
        prose.AppendLiteral(ours);
        return prose;
    }

    /// <summary>Joins sentences, lists or fragments, for example with <c>", "</c>.</summary>
    public static Prose Join(string between, IEnumerable<Prose> pieces)
    {
        var all = new Prose();
        foreach (var piece in pieces)
        {
            if (piece.IsEmpty) continue;
            if (!all.IsEmpty) all.AppendLiteral(between);
            all.AppendFormatted(piece);
        }
        return all;
    }

    /// <summary>Words in a row as people say them: "a", "a and b", "a, b and c".</summary>
    public static Prose List(IReadOnlyList<Prose> pieces, string last = "and") => pieces.Count switch
    {
        0 => Empty,
        1 => pieces[0],
        _ => $"{Join(", ", pieces.Take(pieces.Count - 1))} {(Prose)last} {pieces[^1]}",
    };

    public void AppendLiteral(string ours)
    {
        if (ours.Length > 0) parts.Add(new ProsePart.Ours(ours));
    }

    /// <summary>A string in a hole is somebody's or some program's: it is shown, never interpreted.</summary>
    public void AppendFormatted(string? foreign)
    {
        if (!string.IsNullOrEmpty(foreign)) parts.Add(new ProsePart.Foreign(foreign));
    }

    public void AppendFormatted(int number) => AppendLiteral(number.ToString("#,0", CultureInfo.InvariantCulture));

    public void AppendFormatted(IOurs ours) => AppendLiteral(ours.ToString() ?? "");

    public void AppendFormatted(DateTimeOffset at) => parts.Add(new ProsePart.Clock(at));

    public void AppendFormatted(TimeSpan duration) => AppendLiteral(Durations.Say(duration));

    /// <summary>Whoever did something is named; they know.</summary>
    public void AppendFormatted(Actor who) => parts.Add(who.Via is null ? new ProsePart.Ours(who.Name) : new ProsePart.Name(who));

    /// <summary>Whoever can do something is called.</summary>
    public void AppendFormatted(Person who) => parts.Add(new ProsePart.Mention(who));

    public void AppendFormatted(Prose other)
    {
        foreach (var part in other.Parts) parts.Add(part);
    }

    /// <summary>For what is read aloud: of every text that is not ours at most so many letters, and how many more there are.</summary>
    public Prose Shortened(int most)
    {
        var shortened = new Prose();
        foreach (var part in parts)
            if (part is ProsePart.Foreign { Text: var text } && text.Length > most) shortened.AppendFormatted((Prose)$"{Legible.Cut(text, most)} {text.Length - most + 1} more letters");
            else shortened.parts.Add(part);
        return shortened;
    }

    /// <summary>Plain text, times in UTC: for logs, screen readers without a zone, and tests.</summary>
    public override string ToString() => ToString(TimeZoneInfo.Utc, nameZone: true);

    /// <summary>Plain text with clock times of a zone; <paramref name="nameZone"/> adds "UTC" where the reader may not know it.</summary>
    public string ToString(TimeZoneInfo zone, bool nameZone = false)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part switch
            {
                ProsePart.Ours ours => ours.Text,
                ProsePart.Foreign foreign => foreign.Text,
                ProsePart.Name name => "@" + name.Who.Name,
                ProsePart.Mention mention => "@" + mention.Who.Name,
                ProsePart.Clock clock => Durations.Clock(clock.At, zone) + (nameZone ? " UTC" : ""),
                _ => throw new System.Diagnostics.UnreachableException(part.GetType().Name),
            });
        return text.ToString();
    }

    public bool Equals(Prose? other) => other is not null && parts.SequenceEqual(other.parts);

    public override bool Equals(object? obj) => Equals(obj as Prose);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}

/// <summary>A value of ours whose text can be said as it is: a run's number.</summary>
public interface IOurs;

/// <summary>One stretch of a <see cref="Prose"/>; each surface draws the kinds its own way.</summary>
public abstract record ProsePart
{
    private ProsePart() { }

    /// <summary>Our own words.</summary>
    public sealed record Ours(string Text) : ProsePart;

    /// <summary>Text that is not ours: escape it.</summary>
    public sealed record Foreign(string Text) : ProsePart;

    /// <summary>Somebody who did something: named, not notified.</summary>
    public sealed record Name(Actor Who) : ProsePart;

    /// <summary>Somebody who can act: named, and notified where the platform can.</summary>
    public sealed record Mention(Person Who) : ProsePart;

    /// <summary>A moment, drawn as the reader's own clock time.</summary>
    public sealed record Clock(DateTimeOffset At) : ProsePart;
}
