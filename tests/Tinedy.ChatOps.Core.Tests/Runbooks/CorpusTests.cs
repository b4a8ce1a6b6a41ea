using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>
/// Checklists in the styles that teams use, each with its right reading beside it: the numbered tree, then a line for each diagnostic. The
/// readings were written by a person reading the checklist, so a difference is a question, and never answered by copying what came out.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Runbooks", "Corpus");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checklist_is_read_as_a_person_reads_it(string name) =>
        Written(Read(name)).ShouldBe(File.ReadAllText(Path.Combine(Folder, name + ".txt")), name);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_nobody_touched_is_exported_byte_for_byte(string name)
    {
        if (Read(name).Runbook is not { } runbook) return;
        var exported = RunbookExport.Write(runbook, new ChecklistOutcome());
        exported[..runbook.Source.Length].ShouldBe(runbook.Source.ToArray());
        RunbookExport.Strip(exported).ShouldBe(runbook.Source.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_is_written_into_it_reads_back(string name)
    {
        if (Read(name).Runbook is not { } runbook) return;
        var outcome = Half(runbook);
        var exported = RunbookExport.Write(runbook, outcome);

        RunbookExport.Strip(exported).ShouldBe(runbook.Source.ToArray());
        var back = RunbookExport.ReadBack(exported).Outcome;
        back.Items.ShouldBe(outcome.Items, ignoreOrder: true);
        back.SignOffs.ShouldBe(outcome.SignOffs, ignoreOrder: true);
        back.Fields.ShouldBe(outcome.Fields, ignoreOrder: true);
        RunbookReader.Read(exported, name + ".md").Runbook.ShouldNotBeNull("it can be run again").Items.Select(item => item.Line).ShouldBeUnique();
    }

    [Fact]
    public void There_are_at_least_sixty_of_them_and_each_has_its_reading()
    {
        Names.Count.ShouldBeGreaterThanOrEqualTo(60);
        Directory.GetFiles(Folder, "*.txt").Length.ShouldBe(Names.Count);
    }

    internal static string Written(Reading reading)
    {
        var tree = reading.Runbook is { } runbook ? RunbookTree.Write(runbook) : "cannot be read\n";
        var diagnostics = reading.Diagnostics.Where(found => found.Code is not ("only-comments" or "placeholder"))
            .Select(found => string.Create(CultureInfo.InvariantCulture, $"{found.Line} {found.Severity.ToString().ToLowerInvariant()} {found.Code}\n")).ToList();
        return tree + (diagnostics.Count > 0 ? "\n" : "") + string.Concat(diagnostics);
    }

    private static Reading Read(string name) => RunbookReader.Read(File.ReadAllBytes(Path.Combine(Folder, name + ".md")), name + ".md");

    /// <summary>Every second item, role and field, with words that mean something to Markdown.</summary>
    private static ChecklistOutcome Half(Runbook runbook) => new()
    {
        Items = runbook.Tickable.Concat(runbook.Criteria).Where((_, at) => at % 2 == 0)
            .ToImmutableDictionary(item => item.Key, item => new ItemMark(ChecklistState.Done, "2026-11-22 21:42 UTC by @dba · a|b <c> *d*")),
        SignOffs = runbook.SignOffs.Select(line => line.Role).Distinct(StringComparer.OrdinalIgnoreCase).Where((_, at) => at % 2 == 0)
            .ToImmutableDictionary(role => role, _ => new SignatureMark("Ada | Smith", "2026-11-22", "content a81f"), StringComparer.OrdinalIgnoreCase),
        Fields = runbook.Contacts.Concat(runbook.Information).Select(field => field.Label).Distinct(StringComparer.OrdinalIgnoreCase).Where((_, at) => at % 2 == 0)
            .ToImmutableDictionary(label => label, _ => "@ada (chat)", StringComparer.OrdinalIgnoreCase),
    };
}
