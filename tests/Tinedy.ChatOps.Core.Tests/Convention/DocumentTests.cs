using System.Text.RegularExpressions;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>What is written for people can be followed, and stays short where it is read first.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Rooms = [".github", "manifests", "src", "tests"];

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Rooms.SelectMany(room => Directory.GetFiles(Path.Combine(Repository.Root, room), "*.md", SearchOption.AllDirectories)))
            .Where(path => Written().IsMatch(Path.GetFileName(path)) && !Built().IsMatch(path))
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Documents))]
    public void Every_link_to_a_file_leads_to_one(string document)
    {
        var path = Path.Combine(Repository.Root, document);
        var dead = Link().Matches(File.ReadAllText(path)).Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target)));

        dead.ShouldBeEmpty(document);
    }

    [Fact]
    public void The_first_page_has_at_most_150_lines_and_a_decision_30()
    {
        Documents.Count(document => IsDecision(document.Data)).ShouldBeGreaterThan(0);
        foreach (var document in Documents.Select(one => one.Data).Where(one => one == "README.md" || IsDecision(one)))
            File.ReadLines(Path.Combine(Repository.Root, document)).Count().ShouldBeLessThanOrEqualTo(IsDecision(document) ? 30 : 150, document);
    }

    private static bool IsDecision(string path) => Path.GetFileName(path).StartsWith("decision-", StringComparison.Ordinal);

    /// <summary>The file of a link, without the place in it.</summary>
    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();

    /// <summary>README.md, CHANGELOG.md, decision-own-migrator.md; a runbook is named otherwise.</summary>
    [GeneratedRegex(@"^([A-Z]+|decision-.+)\.md$")]
    private static partial Regex Written();

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]")]
    private static partial Regex Built();
}
