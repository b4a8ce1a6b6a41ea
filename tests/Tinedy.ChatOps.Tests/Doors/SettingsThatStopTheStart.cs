using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Doors;

/// <summary>Missing configuration closes doors: a doubtful setting stops the start, and every problem is named at once.</summary>
public sealed class SettingsThatStopTheStart
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://127.0.0.1:5080;http://192.0.2.1:5080")]
    public async Task Local_mode_refuses_an_address_that_others_can_reach(string urls)
    {
        var refused = await RefusedAsync(new() { ["Urls"] = urls });
        refused.ShouldContain("can be reached by others");
        refused.ShouldContain("bind to http://127.0.0.1:5080, or configure Slack or Teams");
    }

    [Fact]
    public async Task Every_broken_setting_of_people_and_environments_is_named_at_once()
    {
        var refused = await RefusedAsync(new()
        {
            ["SLACK_BOT_TOKEN"] = "xoxb-none",
            ["People:0:Name"] = "dba",
            ["People:0:Slack"] = "T1/U1",
            ["People:0:Roles:0"] = " ",
            ["People:1:Name"] = "DBA",
            ["People:1:Slack"] = "T1/U1",
            ["People:2:Name"] = "no account",
            ["People:3:Name"] = "stray",
            ["People:3:Slack"] = "U7",
            ["Environments:prod:Operators:0"] = "nobody-here",
            ["Environments:prod:Variables:9LIVES"] = "x",
            ["Environments:prod:Variables:TWICE"] = "x",
            ["Environments:prod:Secrets:TWICE"] = "y",
            ["Environments:prod:Default"] = "true",
            ["Environments:test:Default"] = "true",
        });
        refused.ShouldContain("Slack:SigningSecret is empty, so anybody could speak for Slack.");
        refused.ShouldContain("People:0:Roles (dba): a role is empty.");
        refused.ShouldContain("People: two people are called dba. Names must differ.");
        refused.ShouldContain("belongs to two people. One account is one person's.");
        refused.ShouldContain("People:2:Name: \"no account\" is no name.");
        refused.ShouldContain("People:2 (no account): no account. Set Slack (TEAM/USER) or Teams (TENANT/OBJECT).");
        refused.ShouldContain("People:3:Slack (stray): \"U7\" is not of the form TEAM/USER.");
        refused.ShouldContain("Environments:prod:Operators: \"nobody-here\" is neither a person's name nor a role that anybody holds.");
        refused.ShouldContain("Environments:prod: \"9LIVES\" cannot be the name of an environment variable.");
        refused.ShouldContain("Environments:prod: TWICE stands in more than one of Variables, Secrets and SecretFiles. Keep one.");
        refused.ShouldContain("Environments: more than one is marked Default. Mark one.");
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/proc/nope")]
    public async Task A_folder_of_attempts_that_cannot_be_made_is_named_with_its_setting(string folder)
    {
        var refused = await RefusedAsync(new() { ["Execution:Directory"] = folder });
        refused.ShouldContain($"Execution:Directory: {folder} cannot be made: ");
    }

    [Fact]
    public async Task Every_doubtful_setting_of_the_calendar_is_named_at_once()
    {
        var refused = await RefusedAsync(new()
        {
            ["Calendar:Zone"] = "Europe/Berln",
            ["Calendar:Freezes:0:From"] = "2026-12-20 00:00 Europe/Berlin",
            ["Calendar:Freezes:0:To"] = "2026-12-19 00:00 Europe/Berlin",
            ["Calendar:Freezes:0:Why"] = "year-end",
            ["Calendar:Freezes:1:From"] = "at Christmas",
            ["Calendar:Freezes:1:To"] = "2027-01-04 08:00",
            ["Calendar:Freezes:1:Environment"] = "nowhere",
            ["Calendar:Freezes:1:LiftedBy:0"] = "nobody-here",
        });
        refused.ShouldContain("Calendar:Zone: \"Europe/Berln\" is no time zone. Write one like Europe/Berlin.");
        refused.ShouldContain("Calendar:Freezes:0: it ends before it begins (2026-12-20 00:00 Europe/Berlin to 2026-12-19 00:00 Europe/Berlin).");
        refused.ShouldContain("Calendar:Freezes:1:From: \"at Christmas\" is no moment.");
        refused.ShouldContain("Calendar:Freezes:1:To: \"2027-01-04 08:00\" is no moment.");
        refused.ShouldContain("Calendar:Freezes:1:Why is missing");
        refused.ShouldContain("Calendar:Freezes:1:Environment: there is no environment \"nowhere\".");
        refused.ShouldContain("Calendar:Freezes:1:LiftedBy: \"nobody-here\" is neither a person's name nor a role that anybody holds.");
    }

    [Fact]
    public async Task Unknown_names_unreadable_values_and_what_is_not_there_are_named_together()
    {
        var refused = await RefusedAsync(new()
        {
            ["People:0:Name"] = "dba",
            ["People:0:Rolls:0"] = "DBA",
            ["Environments:prod:Default"] = "yes",
            ["Slack:Sockets"] = "two",
            ["Calendar:Zone"] = "Nowhere",
            ["Runbooks:Directory"] = "/nope",
            ["Urls"] = "http://127.0.0.1:99999",
            ["ConnectionStrings:ChatOps"] = "no connection string",
        });
        refused.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimStart('-', ' ').Split(' ')[0]).Order(StringComparer.Ordinal).ShouldBe(
            ["Calendar:Zone:", "ConnectionStrings:ChatOps:", "Environments:prod:Default:", "People:0:Rolls", "Runbooks:Directory:", "Slack:Sockets:", "Urls:"]);
    }

    [Theory]
    [InlineData("ConnectionStrings:ChatOps", "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2", "The database cannot be reached")]
    [InlineData("ConnectionStrings:ChatOps", "no connection string", "ConnectionStrings:ChatOps")]
    [InlineData("Urls", "not an address", "Urls: \"not an address\" is not a list of addresses")]
    [InlineData("Embedded:DataDirectory", "/proc/nowhere", "/proc")]
    public async Task What_a_person_can_mend_is_a_sentence(string setting, string value, string says) =>
        (await RefusedAsync(new() { [setting] = value })).ShouldContain(says);

    /// <summary>It does not start: exit code 1, sentences on the error stream, no stack trace, nothing served.</summary>
    private static async Task<string> RefusedAsync(Dictionary<string, string> settings)
    {
        // A start that should have been refused must not leave a database behind on this machine.
        if (!settings.ContainsKey("ConnectionStrings:ChatOps") && !settings.ContainsKey("Embedded:DataDirectory"))
            settings["ConnectionStrings:ChatOps"] = "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2";
        var verdict = await Product.RunAsync(settings);
        verdict.Code.ShouldBe(1, verdict.Said + verdict.Complained);
        verdict.Said.ShouldNotContain("http://");
        verdict.Complained.ShouldNotContain("   at ");
        return verdict.Complained;
    }
}
