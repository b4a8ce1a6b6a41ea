using System.Text.Json;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>What is said of a verb stands in one place; everything else that names verbs agrees with it.</summary>
public sealed class VerbCatalogueTests
{
    /// <summary>Buttons that only show something, and the one that begins a run.</summary>
    private static readonly Verb[] OfNoRun = [Verb.Start, Verb.AllPhases, Verb.Report, Verb.Evidence, Verb.FullOutput];

    [Fact]
    public void The_table_in_the_README_of_verbs_is_the_catalogue()
    {
        var table = File.ReadAllLines(Path.Combine(Repository.Root, "src", "Tinedy.ChatOps.Application", "Verbs", "README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        table.ShouldBe(VerbCatalogue.All.OrderBy(verb => verb.Group).Select(verb =>
            $"| `{verb.Usage(verb.Name).Replace("|", "\\|", StringComparison.Ordinal)}` | {string.Join(", ", verb.OtherNames.Select(name => $"`{name}`"))} | {verb.Group} | {verb.Hint} |"));
    }

    [Fact]
    public void Every_button_that_asks_something_of_a_run_stands_for_one_verb()
    {
        var kinds = RunVerbs.All.SelectMany(verb => verb.ButtonKinds).Concat(new MoveRun().ButtonKinds).ToList();

        kinds.ShouldBeUnique();
        kinds.ShouldBe(Enum.GetValues<Verb>().Except(OfNoRun), ignoreOrder: true);
    }

    [Fact]
    public void No_name_means_two_verbs() => VerbCatalogue.Names.ShouldBeUnique();

    [Fact]
    public void What_Teams_offers_to_type_is_in_the_catalogue()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "manifests", "teams", "manifest.json")));
        var offered = manifest.RootElement.GetProperty("bots")[0].GetProperty("commandLists").EnumerateArray()
            .SelectMany(list => list.GetProperty("commands").EnumerateArray()).Select(command => command.GetProperty("title").GetString()!).ToList();

        offered.ShouldNotBeEmpty();
        offered.ShouldBeSubsetOf(VerbCatalogue.Names);
    }

    [Fact]
    public void Help_names_every_verb_but_itself()
    {
        var listed = string.Join(" · ", Enum.GetValues<VerbGroup>().Select(VerbCatalogue.Listed)).Split(" · ").Select(line => line.Split(' ')[0]);

        listed.ShouldBe(VerbCatalogue.All.Where(verb => verb is not HelpVerb).Select(verb => verb.Name), ignoreOrder: true);
    }
}
