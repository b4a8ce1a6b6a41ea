using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Turns a fenced block into a command: its kind by the language, its contract by the attributes, its text as it is.</summary>
internal sealed partial class CommandReader(SourceText source, Findings findings)
{
    private static readonly string[] Known = ["name", "timeout", "silence", "idempotent", "once", "probe", "proof", "uses", "transaction", "psql-errors", "retries", "to"];
    private static readonly string[] OfMessages = ["name", "to", "idempotent", "once"];
    private const int MostRetries = 20;
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(7);
    private readonly WatchReader watches = new(findings);

    /// <summary>The command of an item.</summary>
    /// <param name="start">Position of the fence's first character in the text.</param>
    public CommandBlock Read(FencedCodeBlock fence, int start)
    {
        var (block, attributes) = ReadBlock(fence, start);
        return WithAttributes(block, attributes);
    }

    /// <summary>What watches a criterion.</summary>
    public CommandBlock ReadWatch(FencedCodeBlock fence, int start)
    {
        var (block, attributes) = ReadBlock(fence, start);
        return WithoutTransaction(watches.Read(block, attributes), mayHaveItsOwn: false);
    }

    private (CommandBlock Block, List<Attributes.Attribute> Attributes) ReadBlock(FencedCodeBlock fence, int start)
    {
        var line = source.LineAt(start);
        var info = Info().Match(source.Text[start..source.EndOf(line)]);
        var text = fence.Lines.ToString().ReplaceLineEndings("\n");
        var kind = KindOf(info.Groups["language"].Value);
        var block = new CommandBlock
        {
            Kind = kind,
            Text = text,
            Line = line,
            CanRun = CanRun(kind, info.Groups["language"].Value, text, line),
            Placeholders = kind is not (CommandKind.Bash or CommandKind.Sh or CommandKind.Other) ? [] : [.. Placeholder.In(text)],
            Proof = ProofOf(kind, text),
            Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };
        if (fence.ClosingFencedCharCount == 0)
            findings.Warning(line, "unclosed-fence", "The block that starts here is never closed: everything down to the end of its item is its command.");
        ReportText(block);
        if (kind is CommandKind.Bash or CommandKind.Sh) foreach (var at in PsqlScripts.GoingOnAfterErrors(text))
            findings.Warning(line + at, "psql-goes-on",
                "psql goes on after an error here and still ends with 0, so a failure would look like a success. Add -v ON_ERROR_STOP=1.");
        return (block, AttributesOf(line, info.Groups["rest"].Value.Trim()));
    }

    private bool CanRun(CommandKind kind, string language, string text, int line)
    {
        if (CommandBlock.IsOnlyComments(kind, text))
        {
            findings.Info(line, "only-comments", kind is CommandKind.Page or CommandKind.Notify
                ? "This block says nothing, so there is nothing to send: the item stays manual."
                : "This block holds only comments, so there is no command: the item stays manual.");
            return false;
        }
        if (kind is CommandKind.Page or CommandKind.Notify)
        {
            if (text.Length <= TextLimits.Text) return true;
            findings.Error(line, "too-long", FormattableString.Invariant($"This message has {text.Length} letters, and chat takes {TextLimits.Text}: shorten it, or link to the rest."));
            return false;
        }
        if (kind is CommandKind.Sql or CommandKind.Http) return CanBeUnderstood(kind, text, line) & !GuardIsUnread(kind, text, line);
        if (kind is not (CommandKind.Bash or CommandKind.Sh))
        {
            var what = language.Length == 0 ? "A block without a language" : $"A block of \"{(language.Length > 30 ? language[..30] + "…" : language)}\"";
            findings.Warning(line, "not-run", $"{what} is not run: bash, sh, sql and http are, page and notify are sent; the item stays manual.");
            return false;
        }
        if (Placeholder.Unbindable(text) is { } blank)
        {
            findings.Warning(line, "unbindable-placeholder", $"\"{blank}\" is a blank for a person and no command: the item stays manual. "
                + "Write a file name like backup_YYYYMMDD_HHMMSS.sql, or an environment variable.");
            return false;
        }
        return !GuardIsUnread(kind, text, line);
    }

    /// <summary>Somebody relies on what stands there, and the block would go on and end well without it.</summary>
    private bool GuardIsUnread(CommandKind kind, string text, int line)
    {
        var guards = UnreadGuards.In(kind, text).ToList();
        var isShell = kind is CommandKind.Bash or CommandKind.Sh;
        foreach (var guard in guards)
            findings.Warning(line + guard.Line, "unread-guard", $"\"{Shortened(guard.Text)}\" is not looked at when this runs"
                + (guard.IsForm ? ", so the block is not run: the item stays manual. " : ". If the block must fail without it, say so. ")
                + (isShell ? "In a shell the exit code decides: write a command that fails, or take it away."
                    : $"Write it on a line of its own: {(kind == CommandKind.Sql ? "-- expect: rows = 0, above its statement" : "# expect: status = 200, above the request")}."));
        return guards.Exists(guard => guard.IsForm);
    }

    private static string Shortened(string text) => text.Length > 60 ? text[..60] + "…" : text;

    /// <summary>It would be refused when it is started, and a watcher at each look.</summary>
    private CommandBlock WithoutTransaction(CommandBlock block, bool mayHaveItsOwn)
    {
        if (mayHaveItsOwn || block is not { Kind: CommandKind.Sql, CanRun: true } || SqlScript.Read(block.Text) is not { Transaction: { } statement, TransactionWord: { } word }) return block;
        findings.Warning(block.Line + statement.Line, "own-transaction", $"The block says {word} itself, and it runs in one transaction already, so it is not run: the item stays manual. "
            + "Take that away" + (block.Watch is null ? ", or write transaction=none." : "."));
        return block with { CanRun = false };
    }

    private bool CanBeUnderstood(CommandKind kind, string text, int line)
    {
        var problems = kind == CommandKind.Sql ? SqlScript.Read(text).Problems : HttpBlock.Read(text).Problems;
        foreach (var (at, message) in problems) findings.Error(line + at, kind == CommandKind.Sql ? "sql" : "http", message);
        return problems.IsEmpty && !(kind == CommandKind.Sql && CopiesThroughProgram(text, line));
    }

    /// <summary>No error: the item can be done by hand, and a run that is pinned to such a file stays readable.</summary>
    private bool CopiesThroughProgram(string text, int line)
    {
        if (SqlScript.Read(text).CopyThroughClient is not { } statement) return false;
        findings.Warning(line + statement.Line, "copy-through-program",
            "COPY from STDIN or to STDOUT needs psql, so this block is not run: the item stays manual. Write it as bash with psql.");
        return true;
    }

    private static Proof ProofOf(CommandKind kind, string text)
    {
        if (kind is not (CommandKind.Bash or CommandKind.Sh)) return Proof.None;
        var code = string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
        return Deploys().IsMatch(code) ? Proof.Prisma : Dumps().IsMatch(code) ? Proof.Backup : Proof.None;
    }

    private void ReportText(CommandBlock block)
    {
        foreach (var placeholder in block.Placeholders)
            findings.Info(block.Line + Placeholder.LineIn(block.Text, placeholder), "placeholder",
                $"\"{placeholder}\" stands for a file that the run makes; the one that fits is bound before this runs.");
        var lines = block.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            // What runs is what was shown: a letter that turns the line round or hides would show another command.
            if (lines[i].EnumerateRunes().FirstOrDefault(IsInvisible) is { Value: > 0 } rune)
                findings.Error(block.Line + 1 + i, "invisible-character",
                    FormattableString.Invariant($"The command holds the invisible character U+{rune.Value:X4}, so it is not what it looks like. Delete that character."));
        }
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control && rune.Value is not '\t';

    /// <summary>Those that can be read, each as often as it stands there.</summary>
    private List<Attributes.Attribute> AttributesOf(int line, string rest)
    {
        if (rest.Length == 0) return [];
        if (rest is not ['{', .. var inner, '}'])
        {
            findings.Error(line, "attributes", "The attributes behind the language cannot be read: write them in braces, like {name=backup timeout=30m}.");
            return [];
        }
        if (!Attributes.TryRead(inner, out var attributes, out var problem))
        {
            findings.Error(line, "attributes", $"The attributes of this block cannot be read: {problem}.");
            return [];
        }
        foreach (var twice in attributes.GroupBy(attribute => attribute.Name).Where(same => same.Count() > 1))
            findings.Error(line, "attributes", $"The attribute \"{twice.Key}\" stands here twice; keep one.");
        return attributes;
    }

    private CommandBlock WithAttributes(CommandBlock block, List<Attributes.Attribute> attributes)
    {
        foreach (var attribute in attributes) block = With(block, attribute);
        block = WithoutTransaction(block, mayHaveItsOwn: !block.InOneTransaction);
        if (IsSet(attributes, "idempotent") && IsSet(attributes, "once"))
            findings.Error(block.Line, "attributes", "A step is \"idempotent\" or \"once\", not both; keep one.");
        if (block is { Kind: CommandKind.Http, Retries: > 0, Contract: Contract.Once } && !HttpBlock.Read(block.Text).MayBeRepeated)
            findings.Error(block.Line, "attributes", "A POST or PATCH that is sent again may do its work twice: write \"idempotent\" where that is right, or take \"retries\" away.");
        return block;
    }

    private CommandBlock With(CommandBlock block, Attributes.Attribute attribute)
    {
        if (block.IsMessage && Known.Contains(attribute.Name) && !OfMessages.Contains(attribute.Name))
        {
            findings.Error(block.Line, "attributes", $"\"{attribute.Name}\" is for commands, and this is a message: take it away.");
            return block;
        }
        switch (attribute)
        {
            case { Name: "to", Value: { } to } when block.Kind == CommandKind.Notify && to is CommandBlock.Team or CommandBlock.Stakeholders: return block with { To = to };
            case { Name: "to", Value: { } to } when block.Kind == CommandKind.Page && !string.IsNullOrWhiteSpace(to): return block with { To = to.Trim() };
            case { Name: "name", Value: { } name } when Name().IsMatch(name): return block with { Name = name };
            case { Name: "timeout", Value: { } length } when Timeout(length) is { } timeout: return block with { Timeout = timeout };
            case { Name: "silence", Value: { } length } when Timeout(length) is { } silence: return block with { Silence = silence };
            case { Name: "proof", Value: "backup" } when IsShell(block): return block with { Proof = Proof.Backup };
            case { Name: "proof", Value: "restore" } when IsShell(block): return block with { Proof = Proof.Restore };
            case { Name: "proof", Value: "prisma" } when IsShell(block): return block with { Proof = Proof.Prisma };
            case { Name: "proof", Value: "none" }: return block with { Proof = Proof.None };
            case { Name: "uses", Value: { } uses } when Paths(uses) is { IsEmpty: false } paths: return block with { Uses = paths };
            case { Name: "transaction", Value: "one" } when block.Kind == CommandKind.Sql: return block;
            case { Name: "transaction", Value: "none" } when block.Kind == CommandKind.Sql: return block with { InOneTransaction = false };
            case { Name: "psql-errors", Value: "allowed" } when IsShell(block): return block with { AllowsPsqlErrors = true };
            case { Name: "retries", Value: { } text } when block.Kind == CommandKind.Http && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries <= MostRetries:
                return block with { Retries = retries };
            case { Name: "probe", Value: { } probe } when !string.IsNullOrWhiteSpace(probe): return block with { Probe = probe };
            case { Name: "idempotent", Value: null or "true" }: return block with { Contract = Contract.Idempotent };
            case { Name: "idempotent", Value: "false" } or { Name: "once", Value: null or "true" }: return block;
        }
        if (Known.Contains(attribute.Name))
            findings.Error(block.Line, "attribute-value", $"The value of \"{attribute.Name}\" cannot be used here. {Expected(attribute.Name)}");
        else
            findings.Warning(block.Line, "unknown-attribute", $"The attribute \"{attribute.Name}\" is unknown and has no effect. {Suggestion.For(attribute.Name, Known)}");
        return block;
    }

    private static bool IsSet(List<Attributes.Attribute> attributes, string name) =>
        attributes.Exists(attribute => attribute.Name == name && attribute.Value is null or "true");

    private static string Expected(string name) => name switch
    {
        "name" => "A name is a letter and then letters, digits, \"-\" or \"_\", 40 at most.",
        "timeout" or "silence" => "Write 90s, 15m, 2h or seconds as a number; at most 7 days.",
        "probe" => "Write a command: probe=\"test -s backup.sql\".",
        "proof" => "Write proof=backup, proof=restore, proof=prisma (bash and sh), or proof=none.",
        "uses" => "Write files or folders of the workspace, with blanks between them: uses=\"scripts lib/rules.json\".",
        "transaction" => "Write transaction=one or transaction=none, at a block of sql.",
        "psql-errors" => "Write psql-errors=allowed, at a block of bash or sh.",
        "retries" => FormattableString.Invariant($"Write a number from 0 to {MostRetries}, at a block of http."),
        "to" => "At a block of page write a contact or person: to=\"Database Administrator\". At a block of notify write to=team or to=stakeholders.",
        "idempotent" => "Write it alone, or with =true or =false.",
        _ => "Write it alone.",
    };

    private static bool IsShell(CommandBlock block) => block.Kind is CommandKind.Bash or CommandKind.Sh;

    /// <summary>Empty when one of them could lead out of the workspace.</summary>
    private static ImmutableArray<string> Paths(string text)
    {
        var paths = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return paths.All(path => RelativePath().IsMatch(path) && !path.Split('/').Contains("..")) ? [.. paths.Select(path => path.TrimEnd('/'))] : [];
    }

    private static TimeSpan? Timeout(string text) => Length(text, TimeSpan.FromSeconds(1), MaxTimeout);

    /// <summary>"90s", "15m", "2h" or seconds; null for anything else, and for what is shorter or longer than it may be.</summary>
    internal static TimeSpan? Length(string text, TimeSpan least, TimeSpan most)
    {
        if (Length().Match(text) is not { Success: true } match) return null;
        var unit = match.Groups["unit"].Value switch { "h" => 3600, "m" => 60, _ => 1 };
        var length = TimeSpan.FromSeconds(double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * unit);
        return length >= least && length <= most ? length : null;
    }

    /// <param name="info">What stands behind the fence's marks, or its first word; null where nothing does.</param>
    public static bool IsCommand(string? info) => KindOf(info?.Split('{')[0] ?? "") != CommandKind.Other;

    private static CommandKind KindOf(string language) => language.ToLowerInvariant() switch
    {
        "bash" => CommandKind.Bash,
        "sh" => CommandKind.Sh,
        "sql" => CommandKind.Sql,
        "http" => CommandKind.Http,
        "page" => CommandKind.Page,
        "notify" => CommandKind.Notify,
        _ => CommandKind.Other,
    };

    [GeneratedRegex(@"^(?:`{3,}|~{3,})[ \t]*(?<language>[^\s{]*)(?<rest>.*)$")]
    private static partial Regex Info();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9_@][A-Za-z0-9_@./-]*$")]
    private static partial Regex RelativePath();

    [GeneratedRegex(@"\bprisma(?:@\S+)?\s+migrate\s+deploy\b")]
    private static partial Regex Deploys();

    // A command, not a word of a sentence or a file's name: at the start of a line, or behind what ends or wraps a command.
    [GeneratedRegex(@"(?:^|[;&|(]|\bsudo\s+(?:-\S+\s+)*|\benv\s|\btime\s|/)\s*pg_dump\s", RegexOptions.Multiline)]
    private static partial Regex Dumps();

    [GeneratedRegex("^(?<number>[0-9]{1,7})(?<unit>[smh]?)$")]
    private static partial Regex Length();
}
