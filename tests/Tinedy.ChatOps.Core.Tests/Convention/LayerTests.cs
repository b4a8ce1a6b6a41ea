using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>Arrows point one way: between projects the compiler keeps the order, inside a project these tests do.</summary>
public sealed partial class LayerTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "src");

    public static TheoryData<string> Projects => [.. Directory.GetFiles(Sources, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Projects))]
    public void No_folder_of_a_project_needs_one_that_needs_it(string project)
    {
        var circles = new SourceFolders(project, Files(project)).Circles().ToList();
        circles.ShouldBeEmpty($"Folders of {project} need each other. The lines with the fewest of a pair come first: one of them is the way out.\n{string.Join('\n', circles)}");
    }

    [Fact]
    public void One_wrong_using_is_named_with_its_file_and_line()
    {
        (string, string)[] sources =
        [
            ("Upper/One.cs", "using P.Lower;\nnamespace P.Upper;\nclass One(Two two);"),
            ("Lower/Two.cs", "using System;\nusing P.Upper;\nnamespace P.Lower;\nclass Two;"),
        ];

        new SourceFolders("P", sources).Circles().ShouldBe(["Upper/One.cs:1 needs P.Lower", "Lower/Two.cs:2 needs P.Upper"], ignoreOrder: true);
        new SourceFolders("P", sources[..1]).Circles().ShouldBeEmpty();
    }

    [Fact]
    public void A_type_of_an_enclosing_namespace_counts_without_a_using() => new SourceFolders("P",
    [
        ("Top.cs", "using P.Inner;\nnamespace P;\nclass Top(Deep deep);"),
        ("Inner/Deep.cs", "namespace P.Inner;\nclass Deep { Top? top; }"),
    ]).Circles().ShouldContain("Inner/Deep.cs:2 needs P");

    [Fact]
    public void The_drawing_of_the_layers_in_the_README_of_src_is_what_the_projects_reference()
    {
        var drawn = Drawing().Match(File.ReadAllText(Path.Combine(Sources, "README.md")).ReplaceLineEndings("\n")).Groups["lines"].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Spaces().Replace(line, " ")).ToList();

        drawn.ShouldBe(Projects.Select(project => Drawn(project.Data)), ignoreOrder: true);
    }

    [Fact]
    public void The_files_of_the_walks_in_the_README_of_src_are_there_and_each_is_visited_once()
    {
        var walks = RandomRun().Matches(File.ReadAllText(Path.Combine(Sources, "README.md")).ReplaceLineEndings("\n"))
            .Select(walk => walk.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ToList()).ToList();

        walks.Count.ShouldBe(2);
        walks.ShouldAllBe(files => files.Count == files.Distinct().Count());
        walks.SelectMany(files => files).Where(file => !File.Exists(Path.Combine(Sources, file))).ShouldBeEmpty();
    }

    /// <summary>"Tinedy.ChatOps.Slack → Chat"; what a reference brings along is left out.</summary>
    private static string Drawn(string project)
    {
        var direct = References(project).ToList();
        var brought = direct.SelectMany(All).ToHashSet();
        var names = direct.Where(name => !brought.Contains(name)).Select(name => name["Tinedy.ChatOps.".Length..]).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? $"{project} → nothing of ours" : $"{project} → {string.Join(", ", names)}";
    }

    private static IEnumerable<string> All(string project) => References(project).SelectMany(name => All(name).Append(name));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Sources, project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<(string, string)> Files(string project) =>
        Directory.EnumerateFiles(Path.Combine(Sources, project), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Built().IsMatch(path))
            .Select(path => (Path.GetRelativePath(Sources, path), File.ReadAllText(path)));

    [GeneratedRegex(@"[/\\](?:obj|bin)[/\\]")]
    private static partial Regex Built();

    [GeneratedRegex(@"```layers\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"```walk\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex RandomRun();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Spaces();
}
