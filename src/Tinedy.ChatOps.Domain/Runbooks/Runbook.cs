using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>A Markdown checklist, read once and pinned: its exact bytes, and what they mean.</summary>
public sealed record Runbook
{
    /// <summary>The first <c>#</c> heading, or the file's name where there is none.</summary>
    public required string Title { get; init; }

    /// <summary>The file, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>SHA-256 of <see cref="Source"/>, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>What the YAML front matter says; <see cref="FrontMatter.None"/> without one.</summary>
    public required FrontMatter FrontMatter { get; init; }

    /// <summary>The working phases in document order; their order is the order of the gates.</summary>
    public ImmutableArray<Phase> Phases { get; init; } = [];

    /// <summary>Lines under a heading like "Rollback Criteria".</summary>
    public ImmutableArray<Item> Criteria { get; init; } = [];

    /// <summary>Lines under a heading like "Rollback Execution".</summary>
    public ImmutableArray<Item> RollbackSteps { get; init; } = [];

    public ImmutableArray<SignOffGroup> SignOffGroups { get; init; } = [];

    /// <summary>"Emergency Contacts": labels with a name or a blank.</summary>
    public ImmutableArray<Field> Contacts { get; init; } = [];

    /// <summary>"Migration Information": labels with a value or a blank.</summary>
    public ImmutableArray<Field> Information { get; init; } = [];

    /// <summary>Where notes are written on export: the "Notes" section's blank lines; null without such a section.</summary>
    public NotesSection? Notes { get; init; }

    /// <summary>The items of the working phases, in document order.</summary>
    public IEnumerable<Item> Items => Phases.SelectMany(phase => phase.Sections).SelectMany(section => section.Items);

    /// <summary>Working items and rollback steps: everything that can be ticked.</summary>
    public IEnumerable<Item> Tickable => Items.Concat(RollbackSteps);

    public IEnumerable<SignOffLine> SignOffs => SignOffGroups.SelectMany(group => group.Lines);

    public bool HasContact(string label) => Contacts.Any(contact => string.Equals(contact.Label, label.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Roles that may approve a rollback beforehand: those that sign, and those that a rollback step asks for.</summary>
    public IEnumerable<string> RollbackRoles =>
        SignOffs.Select(line => line.Role).Concat(RollbackSteps.Select(item => item.Role).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>An item by what a person types: its number ("2.3.1"), its key or a step's name. Null when there is none.</summary>
    public Item? Find(string typed) =>
        Tickable.FirstOrDefault(item => item.Number == typed)
        ?? Tickable.FirstOrDefault(item => string.Equals(item.Command?.Name, typed, StringComparison.OrdinalIgnoreCase))
        ?? Tickable.FirstOrDefault(item => string.Equals(item.Key.Value, typed, StringComparison.OrdinalIgnoreCase));

    public Item? Find(ItemKey key) => Tickable.FirstOrDefault(item => item.Key == key);

    public Phase? PhaseOf(ItemKey key) =>
        Phases.FirstOrDefault(phase => phase.Sections.Any(section => section.Items.Any(item => item.Key == key)));

    public bool Equals(Runbook? other) => other is not null && other.Hash == Hash;

    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A <c>##</c> heading with work under it.</summary>
/// <param name="Number">Its place among all <c>##</c> headings: 1, 2, …</param>
public sealed record Phase(string Key, int Number, string Title, ImmutableArray<Section> Sections)
{
    public IEnumerable<Item> Items => Sections.SelectMany(section => section.Items);
}

/// <summary>A <c>###</c> heading, or the items that stand directly under a phase (<see cref="Title"/> is then empty).</summary>
public sealed record Section(string Key, string Number, string Title, ImmutableArray<Item> Items);

/// <summary>The stable name of an item: a slug of its text, made unique by the headings above it.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(ItemKeyJson))]
public readonly record struct ItemKey(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A <c>- [ ]</c> line. With a command that can run it is a Step.</summary>
public sealed record Item
{
    public required ItemKey Key { get; init; }

    /// <summary>What a person types: phase, section, place: "2.3.1".</summary>
    public required string Number { get; init; }

    /// <summary>The words without Markdown, behind those of the line that it is nested under: "Full database backup completed", "Announce: Slack".</summary>
    public required string Text { get; init; }

    /// <summary>What the line is nested under, "Announce"; null for a line at the top of its list.</summary>
    public string? Above { get; init; }

    /// <summary>The line's own words.</summary>
    public string OwnText => Above is null ? Text : Text[(Above.Length + 2)..];

    /// <summary>1-based line in the file.</summary>
    public required int Line { get; init; }

    /// <summary>Byte offset of the character between the brackets: what a tick replaces. Null for a plain list line (a criterion).</summary>
    public int? Box { get; init; }

    /// <summary>Byte offset just behind the line's text, where the export adds who and when.</summary>
    public required int End { get; init; }

    /// <summary>True when the paper already has a tick here.</summary>
    public bool TickedOnPaper { get; init; }

    /// <summary>Only holders of this role may tick; null: every known person.</summary>
    public string? Role { get; init; }

    /// <summary>How many different people must tick.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Behind it, going back costs more than going on: said before it is passed, and when it is.</summary>
    public bool IsPointOfNoReturn { get; init; }

    /// <summary>The fenced block inside the item; null without one.</summary>
    public CommandBlock? Command { get; init; }

    /// <summary>True when there is a command that can be started.</summary>
    public bool IsStep => Command is { CanRun: true };

    /// <summary>A criterion that is met when a step with <see cref="Proof.Prisma"/> has failed and nobody takes the decision: the run itself tells.</summary>
    public bool WatchesMigration { get; init; }

    /// <summary>A criterion that is judged without people.</summary>
    public bool IsWatched => WatchesMigration || Command is { CanRun: true, Watch: not null };
}

/// <summary>A <c>###</c> under "Sign-off": "Technical Approval" with its lines.</summary>
/// <param name="IsFinal">Its heading says "Final": it waits for every other group.</param>
public sealed record SignOffGroup(string Title, bool IsFinal, ImmutableArray<SignOffLine> Lines);

/// <summary>One line <c>**Role** - ____ Date: ____</c>.</summary>
/// <param name="Box">Byte offset of the character between the brackets; null without a box.</param>
/// <param name="Name">The blank for the signer's name; null when the paper has none.</param>
/// <param name="Date">The blank behind "Date:"; null when the paper has none.</param>
/// <param name="End">Byte offset just behind the line's text.</param>
public sealed record SignOffLine(string Role, string Number, int Line, int? Box, Blank? Name, Blank? Date, int End)
{
    /// <summary>What else the paper says on the line: a name, an address. Null for nothing. Who may sign is never read from here.</summary>
    public string? Aside { get; init; }
}

/// <summary>A line <c>**Label:** value</c> or <c>**Label:** ____</c>.</summary>
/// <param name="Value">What the paper says; null when it is a blank.</param>
/// <param name="Blank">The run of underscores, of length 0 where the paper ends behind the label; null when the paper has a value.</param>
/// <param name="End">Byte offset just behind the line's text.</param>
public sealed record Field(string Label, string? Value, int Line, Blank? Blank, int End = 0)
{
    /// <summary>What else stands beside a blank: a phone number. Null for nothing.</summary>
    public string? Aside { get; init; }
}

/// <summary>A stretch of underscores to fill in: byte offset and length in the file.</summary>
public readonly record struct Blank(int Start, int Length);

/// <summary>The "Notes" section: its blank lines, filled in order, and where further notes go.</summary>
/// <param name="End">Byte offset just behind the section's last text.</param>
public sealed record NotesSection(int Line, ImmutableArray<Blank> Blanks, int End);

/// <summary>Defaults in YAML at the top of the file.</summary>
/// <param name="Environment">Where a run goes when the starter names none.</param>
/// <param name="Window">When it should happen: "22:00-23:30 Europe/Berlin".</param>
/// <param name="Roles">Runbook role → the configured role whose holders sign for it.</param>
/// <param name="Contacts">Contact label → configured person or role.</param>
/// <param name="OneHumanMaySignTwice">The runbook allows one person to sign for two roles.</param>
public sealed record FrontMatter(
    string? Environment, string? Window, ImmutableDictionary<string, string> Roles,
    ImmutableDictionary<string, string> Contacts, bool OneHumanMaySignTwice)
{
    /// <summary>How long there is a way back: "2h", "until 06:00 Europe/Berlin". Null: nobody said.</summary>
    public string? RollbackWindow { get; init; }

    /// <summary>1-based line of <see cref="Environment"/>; 1 where the file names none.</summary>
    public int EnvironmentLine { get; init; } = 1;

    public static FrontMatter None { get; } = new(
        null, null, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty, false);
}

/// <summary>What is wrong or doubtful in a runbook, as an editor would show it.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Code">A stable name: <c>unknown-attribute</c>.</param>
/// <param name="Message">What is wrong, where, and what to do.</param>
public sealed record Diagnostic(int Line, Severity Severity, string Code, string Message);

public enum Severity { Info, Warning, Error }

/// <summary>What reading a file gave: the runbook (null when it cannot be one) and every diagnostic, by line.</summary>
public sealed record Reading(Runbook? Runbook, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The runbook as far as it was understood, also where an error keeps it from being run; null where nothing could be read at all.</summary>
    public Runbook? Understood { get; init; } = Runbook;

    /// <summary>Why no run can be started from it; null: one can.</summary>
    public Diagnostic? FirstError => Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error);

    public bool HasErrors => FirstError is not null;
}
