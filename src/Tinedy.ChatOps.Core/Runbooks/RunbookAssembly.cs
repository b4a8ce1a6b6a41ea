using System.Collections.Immutable;
using System.Globalization;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>Gives the outline its meaning: numbers, keys, items, and what the known headings hold.</summary>
internal sealed class RunbookAssembly(SourceText source, Outline outline, Findings findings)
{
    private readonly Keys itemKeys = new();
    private readonly Keys headingKeys = new();
    private readonly ItemReader items = new(source, findings);
    private readonly PaperLines paper = new(source);
    private readonly ImmutableArray<Phase>.Builder phases = ImmutableArray.CreateBuilder<Phase>();
    private readonly ImmutableArray<Item>.Builder criteria = ImmutableArray.CreateBuilder<Item>();
    private readonly ImmutableArray<Item>.Builder rollback = ImmutableArray.CreateBuilder<Item>();
    private readonly ImmutableArray<SignOffGroup>.Builder groups = ImmutableArray.CreateBuilder<SignOffGroup>();
    private readonly ImmutableArray<Field>.Builder contacts = ImmutableArray.CreateBuilder<Field>();
    private readonly ImmutableArray<Field>.Builder information = ImmutableArray.CreateBuilder<Field>();
    private NotesSection? notes;

    /// <param name="title">For a file without a title.</param>
    public Runbook Build(string title, ReadOnlyMemory<byte> file, string hash, FrontMatter frontMatter)
    {
        title = string.IsNullOrEmpty(outline.Title) ? title : outline.Title;
        foreach (var phase in outline.Phases) Add(phase, phase.Line == 0 ? title : phase.Title);
        return new Runbook
        {
            Title = title,
            Source = file,
            Hash = hash,
            FrontMatter = frontMatter,
            Phases = phases.ToImmutable(),
            Criteria = criteria.ToImmutable(),
            RollbackSteps = rollback.ToImmutable(),
            SignOffGroups = groups.ToImmutable(),
            Contacts = contacts.ToImmutable(),
            Information = information.ToImmutable(),
            Notes = notes,
        };
    }

    private void Add(DraftPhase draft, string title)
    {
        // A file's name may change, so it is in no key.
        var words = draft.Line == 0 ? outline.Title ?? "" : title;
        var phaseKey = headingKeys.Take(words.Length > 0 ? words : "work");
        var sections = ImmutableArray.CreateBuilder<Section>();
        foreach (var section in draft.Sections)
        {
            var work = Work(section, words);
            if (!work.IsEmpty) sections.Add(new Section(headingKeys.Take(section.Title.Length > 0 ? section.Title : "items", words), Number(draft.Number, section.Number), section.Title, work));
            AddTexts(section);
        }
        if (sections.Count > 0) phases.Add(new Phase(phaseKey, draft.Number, title, sections.ToImmutable()));
    }

    /// <summary>The section's working items; everything else goes where its heading says.</summary>
    private ImmutableArray<Item> Work(DraftSection section, string phaseTitle)
    {
        var work = ImmutableArray.CreateBuilder<Item>();
        var signatures = ImmutableArray.CreateBuilder<SignOffLine>();
        var place = 0;
        foreach (var draft in section.Items)
        {
            if (TakeField(section, draft)) continue;
            var number = Number(section.Phase.Number, section.Number, ++place);
            if (section.Kind == HeadingKind.SignOff)
            {
                signatures.Add(paper.SignOff(draft.Start, draft.End, draft.Box, number));
                continue;
            }
            ItemKey KeyOf(string text) => new(itemKeys.Take(text, section.Title, phaseTitle));
            if (section.Kind == HeadingKind.RollbackCriteria) criteria.Add(items.ReadCriterion(draft, number, KeyOf));
            else (section.Kind == HeadingKind.RollbackSteps ? rollback : work).Add(items.Read(draft, number, KeyOf));
        }
        if (section.Kind == HeadingKind.SignOff) AddGroup(section, signatures, place);
        return work.ToImmutable();
    }

    private void AddGroup(DraftSection section, ImmutableArray<SignOffLine>.Builder lines, int place)
    {
        foreach (var (start, end) in section.Texts.SelectMany(text => paper.Signatures(text.Start, text.End)))
            lines.Add(paper.SignOff(start, end, null, Number(section.Phase.Number, section.Number, ++place)));
        foreach (var line in lines.Where(line => line.Role.Length == 0))
            findings.Error(line.Line, "sign-off-without-role", "This signature line names no role, so nobody can sign it. Write: - [ ] **Product Owner** - ____ Date: ____");
        if (lines.Count == 0) return;
        var title = section.Title.Length > 0 ? section.Title : section.Phase.Title;
        var isFinal = title.Contains("final", StringComparison.OrdinalIgnoreCase);
        groups.Add(new SignOffGroup(title, isFinal, [.. lines.OrderBy(line => line.Line)]));
    }

    private bool TakeField(DraftSection section, DraftItem draft)
    {
        if (section.Kind is not (HeadingKind.Contacts or HeadingKind.Information)) return false;
        var fields = paper.Fields(draft.Start, draft.End).ToArray();
        Into(section.Kind)?.AddRange(fields);
        return fields.Length > 0;
    }

    private void AddTexts(DraftSection section)
    {
        if (Into(section.Kind) is { } fields)
            fields.AddRange(section.Texts.SelectMany(text => paper.Fields(text.Start, text.End)));
        if (section.Kind == HeadingKind.Notes && notes is null)
            notes = new NotesSection(section.Line, [.. section.Texts.SelectMany(text => paper.Blanks(text.Start, text.End))],
                source.ByteAt(Math.Max(section.End, source.EndOf(section.Line))));
    }

    private ImmutableArray<Field>.Builder? Into(HeadingKind kind) => kind switch
    {
        HeadingKind.Contacts => contacts,
        HeadingKind.Information => information,
        _ => null,
    };

    private static string Number(params ReadOnlySpan<int> parts)
    {
        var texts = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++) texts[i] = parts[i].ToString(CultureInfo.InvariantCulture);
        return string.Join('.', texts);
    }
}
