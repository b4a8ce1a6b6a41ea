using Tinedy.ChatOps.Settings;
using Tinedy.ChatOps.Tests.Scenes;
using Tinedy.ChatOps.Verbs;

namespace Tinedy.ChatOps.Tests.Verbs;

/// <summary>Every verb takes every setting, refuses what there is not, and says where it looked.</summary>
public sealed class EveryVerb(FinishedRun finished) : IClassFixture<FinishedRun>
{
    public static TheoryData<string> Verbs { get; } =
        ["", "check runbook.md", "export 1", "verify 1", "schema", "settings", "runner --label db1", "teams-package", "help"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void It_refuses_a_setting_and_an_option_that_there_is_not_and_names_the_nearest(string verb)
    {
        CommandLine.Understand([.. Words(verb), "--Embeded:DataDirectory=/nowhere"]).Problems.ShouldBe(["Embeded is not known. Did you mean Embedded?"]);
        CommandLine.Understand([.. Words(verb), "--outptu=x"]).Problems.ShouldBe(["There is no option --outptu. Did you mean --output?"]);
        CommandLine.Understand([.. Words(verb), "--nonsense"]).Problems.ShouldBe(["There is no option --nonsense. A setting is written --Name=value."]);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void It_takes_every_setting_wherever_it_stands_and_never_for_its_file(string verb)
    {
        foreach (var setting in SettingsCatalog.All)
        {
            var given = $"--{setting.Name.Replace("*", "0", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal)}=1";
            var (parsed, problems) = CommandLine.Understand([given, .. Words(verb)]);
            problems.ShouldBeEmpty(given);
            parsed.Tokens.ShouldNotContain(token => token.Value.Contains('='));
            CommandLine.Understand([.. Words(verb), given]).Problems.ShouldBeEmpty(given);
        }
        CommandLine.Understand([.. Words(verb), "--Logging:LogLevel:Default=Debug", "--environment=Development"]).Problems.ShouldBeEmpty(".NET's own");
    }

    [Fact]
    public async Task A_slip_in_a_setting_is_exit_code_2_and_the_verb_does_nothing()
    {
        var verdict = await Product.RunAsync("verify", "1", "--Embeded:DataDirectory=/nowhere");
        (verdict.Code, verdict.Said, verdict.Complained).ShouldBe((2, "", "Embeded is not known. Did you mean Embedded?\n"));
    }

    [Fact]
    public async Task A_slip_in_a_name_is_told_together_with_everything_else_that_is_wrong()
    {
        var verdict = await Product.RunAsync("--Embeded:DataDirectory=/nowhere", "--Slack:Sockets=two", "--Calendar:Zone=Nowhere", "--Runbooks:Directory=/nope");
        verdict.Code.ShouldBe(2);
        verdict.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "Embeded is not known. Did you mean Embedded?",
            "Calendar:Zone: \"Nowhere\" is no time zone. Write one like Europe/Berlin.",
            "Slack:Sockets: \"two\" is no whole number from 1 to 10.",
            "Runbooks:Directory: there is no folder /nope. Make it, or name the one with your runbooks.",
        ]);
    }

    [Theory]
    [InlineData("export", "1")]
    [InlineData("verify", "1")]
    [InlineData("verify", "99")]
    [InlineData("export", "99")]
    [InlineData("schema")]
    public async Task Its_answer_names_the_database_that_it_looked_into_by_the_command_line_alone(params string[] words)
    {
        var address = new Npgsql.NpgsqlConnectionStringBuilder(finished.Scene.ConnectionString);
        var verdict = await Product.RunAsync([.. words, $"--ConnectionStrings:ChatOps={finished.Scene.ConnectionString}"]);
        (verdict.Said + verdict.Complained).ShouldContain($"database {address.Database} on 127.0.0.1");
        verdict.Code.ShouldBe(words is [_, "99"] ? 1 : 0, verdict.Complained);
    }

    [Fact]
    public async Task Where_nothing_was_ever_made_it_says_so_and_makes_nothing()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"chatops-never-{Guid.NewGuid():N}");
        var verdict = await Product.RunAsync("verify", "1", $"--Embedded:DataDirectory={folder}");
        (verdict.Code, verdict.Said).ShouldBe((1, ""));
        verdict.Complained.ShouldStartWith($"There is nothing yet in the embedded database in {folder}. Name the service's own:");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Theory]
    [InlineData("help")]
    [InlineData("help", "verify")]
    public async Task Help_is_a_verb_too(params string[] words)
    {
        var verdict = await Product.RunAsync(words);
        verdict.Code.ShouldBe(0, verdict.Complained);
        verdict.Said.ShouldContain("verify");
        verdict.Said.ShouldContain("Usage:");
    }

    private static string[] Words(string verb) => verb.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
