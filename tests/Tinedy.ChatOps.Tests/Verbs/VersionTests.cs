using System.Diagnostics;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Tests.Scenes;
using Tinedy.ChatOps.Verbs;

namespace Tinedy.ChatOps.Tests.Verbs;

/// <summary>What the program says of itself: which version it is, and which verbs it has.</summary>
public sealed partial class VersionTests
{
    [Fact]
    public async Task The_version_is_the_newest_tag_and_names_the_commit()
    {
        var verdict = await Product.RunAsync("--version");

        (verdict.Code, verdict.Complained).ShouldBe((0, ""));
        verdict.Said.ShouldMatch(SemanticVersion().ToString());
        // What is not tagged is on its way to a version, and no release.
        if (!await IsTaggedAsync()) verdict.Said.Split('+')[0].ShouldContain('-');
    }

    [Fact]
    public void Every_verb_stands_in_the_table_of_verbs_and_no_other()
    {
        var table = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "verbs", "README.md"));
        var written = Row().Matches(table).Select(row => row.Groups[1].Value);

        written.ShouldBe(CommandLine.Understand([]).Parsed.RootCommandResult.Command.Subcommands.Select(verb => verb.Name), ignoreOrder: true);
    }

    private static async Task<bool> IsTaggedAsync()
    {
        var how = new ProcessStartInfo("git", ["tag", "--points-at", "HEAD", "--list", "v*"]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true };
        using var git = Process.Start(how)!;
        var tags = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        return tags.Length > 0;
    }

    /// <summary>1.2.3-alpha.0.4+commit; without the commit where it was built outside of a repository.</summary>
    [GeneratedRegex(@"\A\d+\.\d+\.\d+(-[0-9a-z.-]+)?(\+[0-9a-f]{40})?\n\z")]
    private static partial Regex SemanticVersion();

    /// <summary>A verb begins a row in small letters; a route begins with its method, an option with a dash.</summary>
    [GeneratedRegex(@"^\| `([a-z][a-z-]*)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
