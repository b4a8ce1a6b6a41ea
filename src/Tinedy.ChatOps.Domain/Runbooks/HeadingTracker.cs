namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Which phase and section the reader is in. Every <c>##</c> opens a phase and every <c>###</c> a section; a deeper heading opens one where its
/// words have a meaning of their own, and its end leads back to what was around it. A meaning holds for everything beneath its heading.
/// </summary>
internal sealed class HeadingTracker(Outline outline)
{
    private readonly Stack<DraftHeading> open = new();
    private int topHeadings;

    public DraftPhase? Phase { get; private set; }

    public DraftSection? Section { get; private set; }

    public HeadingKind Kind => Section?.Kind ?? Phase?.Kind ?? HeadingKind.Work;

    /// <param name="title">Clean, with its number.</param>
    /// <param name="looksSigned">Whether signatures stand under it, up to the next heading of its level.</param>
    public void Open(int level, string title, int line, Func<bool> looksSigned)
    {
        while (open.TryPeek(out var above) && above.Level >= level && !IsWithin(above, level)) open.Pop();
        if (level == 1 && topHeadings++ == 0 && Phase is null)
        {
            outline.Title = title;
            return;
        }
        var around = open.TryPeek(out var parent) ? parent.Kind : HeadingKind.Work;
        var meaning = HeadingWords.MeaningOf(title, around);
        var own = meaning.ByShape && around == HeadingKind.Work && looksSigned() ? HeadingKind.SignOff : meaning.Kind;
        var heading = new DraftHeading(level, title, title, own != HeadingKind.Work ? own : around, own != HeadingKind.Work, meaning.IsDoubtful && around == HeadingKind.Work, line)
        {
            Origin = OriginOf(parent, own),
        };
        if (level <= 2) OpenPhase(heading);
        else if (level == 3 || heading.HasOwnKind || around is HeadingKind.SignOff or HeadingKind.Contacts || Section?.Heading.Level > 3) OpenSection(heading, isContinued: false);
        else
        {
            if (heading.IsDoubtful) outline.DoubtfulLines.Add((title, line));
            return;
        }
        open.Push(heading);
    }

    /// <summary>A line in bold or a summary serves as a heading where its words are known, and until the next of its kind.</summary>
    /// <returns>False where it is only a line.</returns>
    public bool OpenLine(int level, string title, int line)
    {
        // A details block within another one stands in it; a line in bold ends the one before.
        var parent = open.FirstOrDefault(above => above.Level < level || (above.Level == level && level == DraftHeading.Summary));
        var around = parent?.Kind ?? HeadingKind.Work;
        var meaning = HeadingWords.MeaningOf(title, around);
        var heading = new DraftHeading(level, title, title, meaning.Kind != HeadingKind.Work ? meaning.Kind : around, meaning.Kind != HeadingKind.Work, meaning.IsDoubtful && around == HeadingKind.Work, line)
        {
            Origin = OriginOf(parent, meaning.Kind),
        };
        var ends = level == DraftHeading.Bold && open.TryPeek(out var last) && last.Level == level;
        if (meaning.Kind == HeadingKind.Work && !ends && !(around == HeadingKind.SignOff && level == DraftHeading.Summary))
        {
            if (meaning.IsDoubtful && around == HeadingKind.Work) outline.DoubtfulLines.Add((title, line));
            if (parent?.Level == DraftHeading.Summary && level == DraftHeading.Summary) open.Push(heading with { OpensNothing = true });
            return false;
        }
        while (open.TryPeek(out var above) && above.Level >= level && above != parent) open.Pop();
        OpenSection(heading, isContinued: false);
        open.Push(heading);
        return true;
    }

    /// <summary>The words of a line have a meaning of their own.</summary>
    public static bool Knows(string title) => HeadingWords.MeaningOf(title).Kind != HeadingKind.Work;

    /// <summary>The end of a details block: what follows belongs to what was around it.</summary>
    public void CloseSummary()
    {
        if (open.All(heading => heading.Level != DraftHeading.Summary)) return;
        DraftHeading closed;
        do closed = open.Pop();
        while (closed.Level != DraftHeading.Summary);
        if (!closed.OpensNothing) Section = null;
    }

    /// <summary>The section that what comes now stands in; one without a title is opened where there is none.</summary>
    public DraftSection Here()
    {
        if (Section is not null) return Section;
        if (open.TryPeek(out var around) && around.Level > 2) return OpenSection(around, isContinued: true);
        return OpenSection((Phase?.Heading ?? DraftHeading.None) with { Level = 2, Title = "", Words = "", Origin = Phase?.Heading.Root }, isContinued: false);
    }

    /// <summary>A details block goes on to its end, and a line in bold holds for the small headings beneath it.</summary>
    private static bool IsWithin(DraftHeading above, int level) => above.Level switch
    {
        DraftHeading.Summary => level > 2,
        DraftHeading.Bold => level > 3,
        _ => false,
    };

    /// <summary>"Steps of the rollback" under "Rollback Plan" is the same rollback.</summary>
    private static DraftHeading? OriginOf(DraftHeading? around, HeadingKind own) =>
        around is not null && around.Kind != HeadingKind.Work && (own == HeadingKind.Work || own == around.Kind) ? around.Root : null;

    private void OpenPhase(DraftHeading heading)
    {
        // A second title can only mean a further part of the work, so it is counted as one.
        var number = outline.Phases.Count + 1;
        Phase = new DraftPhase(number, heading with { Title = HeadingWords.WithoutNumber(heading.Title, FormattableString.Invariant($"{number}")) });
        outline.Phases.Add(Phase);
        Section = null;
    }

    private DraftSection OpenSection(DraftHeading heading, bool isContinued)
    {
        if (Phase is null) outline.Phases.Add(Phase = new DraftPhase(1, DraftHeading.None));
        var number = Phase.Sections.Count + 1;
        var title = HeadingWords.WithoutNumber(heading.Title, FormattableString.Invariant($"{Phase.Number}.{number}"));
        Section = new DraftSection(Phase, number, heading with { Title = title }, isContinued);
        Phase.Sections.Add(Section);
        return Section;
    }
}
