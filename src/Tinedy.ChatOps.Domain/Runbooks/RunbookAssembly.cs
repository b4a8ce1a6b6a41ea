using System.Collections.Immutable;
using System.Globalization;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Gives the outline its meaning: numbers, keys, items, and what the known headings hold.</summary>
internal sealed class RunbookAssembly
{
    private readonly SourceText source;
    private readonly Outline outline;
    private readonly Keys itemKeys = new();
    private readonly Keys headingKeys = new();
    private readonly ItemReader items;
    private readonly PaperLines paper;
    private readonly SignOffReader signatures;
    private readonly ContactReader people;
    private readonly RollbackReader wayBack;
    private readonly SectionRemarks remarks;
    private readonly ISet<DraftItem> steps;
    private readonly ImmutableArray<Phase>.Builder phases = ImmutableArray.CreateBuilder<Phase>();
    private readonly ImmutableArray<Item>.Builder criteria = ImmutableArray.CreateBuilder<Item>();
    private readonly ImmutableArray<Item>.Builder rollback = ImmutableArray.CreateBuilder<Item>();
    private readonly ImmutableArray<SignOffGroup>.Builder groups = ImmutableArray.CreateBuilder<SignOffGroup>();
    private readonly ImmutableArray<Field>.Builder contacts = ImmutableArray.CreateBuilder<Field>();
    private readonly ImmutableArray<Field>.Builder information = ImmutableArray.CreateBuilder<Field>();
    private NotesSection? notes;

    public RunbookAssembly(SourceText source, Outline outline, Findings findings)
    {
        (this.source, this.outline) = (source, outline);
        (items, paper, remarks) = (new(source, findings), new(source), new(source, findings));
        (signatures, people, wayBack) = (new(source, paper, remarks, findings), new(source, paper, remarks), new(source, remarks, findings));
        steps = wayBack.Steps(outline);
    }

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
        var words = draft.Line == 0 ? outline.Title ?? "" : draft.Heading.Words;
        var phaseKey = headingKeys.Take(words.Length > 0 ? words : "work");
        var sections = ImmutableArray.CreateBuilder<Section>();
        foreach (var section in draft.Sections)
        {
            var work = Work(section, words);
            if (work.IsEmpty) continue;
            var named = section.Heading.Words;
            sections.Add(new Section(headingKeys.Take(named.Length > 0 ? named : "items", words), Number(draft.Number, section.Number), section.Title, work));
        }
        if (sections.Count > 0) phases.Add(new Phase(phaseKey, draft.Number, title, sections.ToImmutable()));
    }

    /// <summary>The section's working items; everything else goes where its heading says.</summary>
    private ImmutableArray<Item> Work(DraftSection section, string phaseTitle)
    {
        var work = ImmutableArray.CreateBuilder<Item>();
        var place = 0;
        switch (section.Kind)
        {
            case HeadingKind.SignOff:
                if (signatures.Read(section) is { } group) groups.Add(group);
                else remarks.Heading(section);
                break;
            case HeadingKind.Contacts:
                contacts.AddRange(people.Read(section, task => work.Add(items.Read(task, Next(), KeyOf))));
                break;
            case HeadingKind.RollbackCriteria:
                foreach (var draft in section.Items) criteria.Add(items.ReadCriterion(draft, Next(), KeyOf));
                wayBack.Others(section);
                break;
            case HeadingKind.RollbackSteps:
                if (!section.Items.Exists(steps.Contains)) remarks.Heading(section);
                foreach (var draft in section.Items.Where(steps.Contains)) rollback.Add(items.Read(draft, Next(), KeyOf));
                break;
            default:
                foreach (var draft in section.Items.Where(draft => !TakeField(section, draft))) work.Add(items.Read(draft, Next(), KeyOf));
                AddTexts(section);
                break;
        }
        return work.ToImmutable();

        string Next() => Number(section.Phase.Number, section.Number, ++place);
        ItemKey KeyOf(string text) => new(itemKeys.Take(text, section.Heading.Words, phaseTitle));
    }

    private bool TakeField(DraftSection section, DraftItem draft)
    {
        if (section.Kind != HeadingKind.Information) return false;
        var fields = paper.Fields(draft.Start, draft.End).ToArray();
        information.AddRange(fields);
        return fields.Length > 0;
    }

    private void AddTexts(DraftSection section)
    {
        if (section.Kind == HeadingKind.Information) information.AddRange(section.Texts.SelectMany(text => paper.Information(text.Start, text.End)));
        if (section.Kind == HeadingKind.Notes && notes is null)
            notes = new NotesSection(section.Line, [.. section.Texts.SelectMany(text => paper.Blanks(text.Start, text.End))],
                source.ByteAt(Math.Max(section.End, source.EndOf(section.Line))));
    }

    private static string Number(params ReadOnlySpan<int> parts)
    {
        var texts = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++) texts[i] = parts[i].ToString(CultureInfo.InvariantCulture);
        return string.Join('.', texts);
    }
}
