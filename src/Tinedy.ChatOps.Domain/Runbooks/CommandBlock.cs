using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>What happens when the outcome of a step is not known, and whether it may be started again.</summary>
public enum Contract
{
    /// <summary>The default: never a second start unless people decide so.</summary>
    Once,

    /// <summary>May run again without harm.</summary>
    Idempotent,
}

/// <summary>What must be seen after a step before its exit code is believed.</summary>
public enum Proof
{
    /// <summary>The exit code is enough.</summary>
    None,

    /// <summary>The step makes a backup: it must be readable, whole, of this database and of this run.</summary>
    Backup,

    /// <summary>The step applies Prisma's migrations: the database's own record of them is asked before and after. It waits for a proven backup.</summary>
    Prisma,

    /// <summary>A backup, proven by restoring it into a scratch database of the same server.</summary>
    Restore,
}

/// <summary>The kinds of a fenced block, by its language.</summary>
public enum CommandKind { Bash, Sh, Sql, Http, Page, Notify, Other }

/// <summary>A fenced block inside an item: what runs is exactly these bytes.</summary>
public sealed record CommandBlock
{
    public required CommandKind Kind { get; init; }

    /// <summary>The block's content, as shown and as run, with LF line ends.</summary>
    public required string Text { get; init; }

    /// <summary>1-based line of the opening fence.</summary>
    public required int Line { get; init; }

    public string? Name { get; init; }

    /// <summary>Total time after which the step is stopped.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How long it may print nothing before it is stopped; null: as long as its total time.</summary>
    public TimeSpan? Silence { get; init; }

    public Contract Contract { get; init; } = Contract.Once;

    /// <summary>Known from the command itself (<c>pg_dump</c>, <c>prisma migrate deploy</c>) unless the runbook says otherwise.</summary>
    public Proof Proof { get; init; }

    /// <summary>A block of SQL runs in one transaction, unless the runbook says otherwise.</summary>
    public bool InOneTransaction { get; init; } = true;

    /// <summary>A step of a shell succeeds although psql printed an error and went on.</summary>
    public bool AllowsPsqlErrors { get; init; }

    /// <summary>How often a request is sent again that had no good answer.</summary>
    public int Retries { get; init; }

    /// <summary>Files and folders of the workspace that the command works with and does not name, relative.</summary>
    public ImmutableArray<string> Uses { get; init; } = [];

    /// <summary>Whom a message is for: a contact or person who is called; <see cref="Team"/> or <see cref="Stakeholders"/> who are told. Null: the first contact, the team.</summary>
    public string? To { get; init; }

    /// <summary>Words for people, and no command: the bot itself sends them.</summary>
    public bool IsMessage => Kind is CommandKind.Page or CommandKind.Notify;

    /// <summary>A read-only command whose exit code says done (0), not done (1) or partly done (3); null without one.</summary>
    public string? Probe { get; init; }

    /// <summary>How it watches a criterion; null for the command of an item.</summary>
    public WatchPlan? Watch { get; init; }

    /// <summary>Names like <c>backup_YYYYMMDD_HHMMSS.sql</c> that stand for a file this run makes.</summary>
    public ImmutableArray<string> Placeholders { get; init; } = [];

    /// <summary>
    /// False when the item stays manual: a block of only comments or blank lines, of a kind that this version does not
    /// run, or with a blank that only a person can fill in.
    /// </summary>
    public required bool CanRun { get; init; }

    /// <summary>True when there is nothing in the block but comments and blank lines.</summary>
    public bool HoldsOnlyComments => IsOnlyComments(Kind, Text);

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hex.</summary>
    public required string Digest { get; init; }

    public const string Team = "team";

    public const string Stakeholders = "stakeholders";

    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(15);

    internal static bool IsOnlyComments(CommandKind kind, string text)
    {
        // In a message every line is words, also one that begins with "#".
        if (kind is CommandKind.Page or CommandKind.Notify) return string.IsNullOrWhiteSpace(text);
        if (kind == CommandKind.Sql) return SqlScript.Read(text).Statements.IsEmpty;
        return text.Split('\n').All(line => line.Trim() is var bare && (bare.Length == 0 || bare.StartsWith('#')));
    }
}
