using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The YAML between two lines of <c>---</c> at the top: a flat mapping, and two mappings of names. It is read event by
/// event, without objects, anchors or nesting, so that no YAML can cost more than its length.
/// </summary>
internal sealed class FrontMatterReader(SourceText source, Findings findings)
{
    private const int MaxLength = 64_000;
    private static readonly string[] Known = ["environment", "window", "rollback-window", "roles", "contacts", "same-person-may-sign-twice"];

    private string? environment;
    private int environmentLine = 1;
    private string? window;
    private string? rollbackWindow;
    private bool oneHumanMaySignTwice;
    private readonly Dictionary<string, string> roles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> contacts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where each entry of a mapping stands, for checks against the rest of the file: ("roles", "Product Owner") → line.</summary>
    public Dictionary<(string Mapping, string Label), int> Lines { get; } = [];

    /// <summary>1-based line of the first line behind the front matter.</summary>
    public int BodyLine { get; private set; } = 1;

    public FrontMatter Read()
    {
        if (source.Line(1).TrimEnd() != "---") return FrontMatter.None;
        if (ClosingLine() is not { } closing)
        {
            // A file may well begin with a rule; it is front matter when a key follows.
            if (source.LineCount > 1 && LooksLikeKey(source.Line(2)))
                findings.Error(1, "front-matter", "The front matter that starts here is never closed. Close it with a line \"---\".");
            return FrontMatter.None;
        }
        BodyLine = closing + 1;
        var start = source.StartOf(2);
        var length = source.StartOf(closing) - start;
        if (length > MaxLength)
            findings.Error(1, "front-matter", $"The front matter has more than {MaxLength} characters; it holds only a few defaults.");
        else
            ReadYaml(source.Text.Substring(start, length));
        return new FrontMatter(environment, window, roles.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            contacts.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase), oneHumanMaySignTwice)
        {
            RollbackWindow = rollbackWindow,
            EnvironmentLine = environmentLine,
        };
    }

    private int? ClosingLine()
    {
        for (var line = 2; line <= source.LineCount; line++)
            if (source.Line(line).TrimEnd() is "---" or "...") return line;
        return null;
    }

    private static bool LooksLikeKey(string line) => line.IndexOf(':', StringComparison.Ordinal) > 0 && char.IsAsciiLetter(line[0]);

    private void ReadYaml(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) return;
            if (parser.TryConsume<Scalar>(out var only))
            {
                if (only.Value.Length > 0) Broken(only, "is no mapping; write lines like \"environment: staging\"");
                return;
            }
            if (!parser.TryConsume<MappingStart>(out _))
            {
                Broken(parser.Current!, "is no mapping; write lines like \"environment: staging\"");
                return;
            }
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _)) ReadEntry(parser, seen);
        }
        catch (YamlException broken)
        {
            findings.Error(LineOf(broken.Start), "front-matter", $"The front matter is not valid YAML: {Sentence(broken)}");
        }
    }

    private void ReadEntry(Parser parser, HashSet<string> seen)
    {
        var key = parser.Consume<Scalar>();
        if (!seen.Add(key.Value)) Broken(key, $"has \"{key.Value}\" twice; keep one");
        switch (key.Value)
        {
            case "environment": (environment, environmentLine) = (Text(parser, key), LineOf(key.Start)); break;
            case "window": window = Time(Text(parser, key), Window.Read, key, "Write it like 22:00-23:30 Europe/Berlin."); break;
            case "rollback-window": rollbackWindow = Time(Text(parser, key), RollbackWindow.Read, key, "Write it like 2h, or until 06:00 Europe/Berlin."); break;
            case "roles": ReadNames(parser, key, roles); break;
            case "contacts": ReadNames(parser, key, contacts); break;
            case "same-person-may-sign-twice": oneHumanMaySignTwice = YesOrNo(parser, key); break;
            default:
                findings.Warning(LineOf(key.Start), "unknown-key",
                    $"The front matter's key \"{Show(key.Value)}\" is unknown and has no effect. {Suggestion.For(key.Value, Known)}");
                parser.SkipThisAndNestedEvents();
                break;
        }
    }

    private void ReadNames(Parser parser, Scalar key, Dictionary<string, string> names)
    {
        if (parser.Accept<Scalar>(out var empty) && empty.Value.Length == 0)
        {
            parser.Consume<Scalar>();
            return;
        }
        if (!parser.TryConsume<MappingStart>(out _))
        {
            Broken(key, $"needs names under \"{key.Value}\", one a line: \"  Product Owner: Head of Product\"");
            parser.SkipThisAndNestedEvents();
            return;
        }
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var label = parser.Consume<Scalar>();
            if (Text(parser, label) is not { } name) continue;
            if (!names.TryAdd(label.Value, name)) Broken(label, $"has \"{label.Value}\" twice under \"{key.Value}\"; keep one");
            Lines.TryAdd((key.Value, label.Value), LineOf(label.Start));
        }
    }

    private string? Text(Parser parser, Scalar key)
    {
        if (parser.TryConsume<Scalar>(out var value)) return value.Value.Trim() is { Length: > 0 } text ? text : null;
        Broken(key, $"needs one plain value behind \"{key.Value}:\"");
        parser.SkipThisAndNestedEvents();
        return null;
    }

    /// <summary>What cannot be read has no effect, and is said: a run that is pinned to it stays readable.</summary>
    private string? Time<T>(string? text, Func<string?, T?> read, Scalar key, string form) where T : class
    {
        if (text is not null && read(text) is null)
            findings.Warning(LineOf(key.Start), "no-time", $"The front matter's \"{key.Value}: {Show(text)}\" cannot be read and has no effect. {form}");
        return text;
    }

    private bool YesOrNo(Parser parser, Scalar key)
    {
        var text = Text(parser, key);
        if (text is not null and not "true" and not "false") Broken(key, $"needs true or false behind \"{key.Value}:\"");
        return text == "true";
    }

    private void Broken(ParsingEvent at, string what) => findings.Error(LineOf(at.Start), "front-matter", $"The front matter {what}.");

    // The parser counts from 1 and does not see the opening line.
    private static int LineOf(Mark mark) => (int)mark.Line + 1;

    private static string Show(string key) => key.Length > 40 ? key[..40] + "…" : key;

    private static string Sentence(YamlException broken)
    {
        var message = (broken.InnerException?.Message ?? broken.Message).Trim();
        return message.EndsWith('.') ? message : message + ".";
    }
}
