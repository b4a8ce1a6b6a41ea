using Microsoft.Extensions.Configuration;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Tests.Settings;

/// <summary>Whatever somebody writes as a setting is read, or named as a problem: nothing else happens.</summary>
public sealed class AnySetting
{
    private static readonly string[] Garbage =
    [
        "", " ", "yes", "two", "-1", "0", "1e9", "99999999999999999999", "5", "00:00:00", "99:99:99", "10675199.02:48:06", "null", "{}", "[]", "T1/U1/X", "/", "..", "/nope", "//", "~",
        "http://", "http://[", "https://127.0.0.1:99999", "ftp://x", "http://127.0.0.1:1/path", "mailto:x", "postgres://", "postgres://u:p@h:x/d?y", "Host=", "=;=", "slack:", "email:", ":",
        "a\0b", "\r\n", "\"", "Ünï©ødé", "\uD800", new('x', 10_000), "%", "{0}", "$(whoami)", "Europe/Berlin", "2026-13-45", "@", "*", "xoxb-1", "xapp-1",
    ];

    /// <summary>A service in which both platforms are meant, so that their settings are read at all.</summary>
    private static readonly Dictionary<string, string?> Fine = new()
    {
        ["ConnectionStrings:ChatOps"] = "Host=127.0.0.1;Username=x;Database=x",
        ["Slack:BotToken"] = "xoxb-1",
        ["Slack:SigningSecret"] = "s",
        ["Teams:AppId"] = "00000000-0000-0000-0000-000000000001",
        ["Teams:TenantId"] = "00000000-0000-0000-0000-000000000002",
        ["Teams:ClientSecret"] = "s",
        ["People:0:Name"] = "dba",
        ["People:0:Slack"] = "T1/U1",
        ["Environments:x:Operators:0"] = "dba",
        ["Paging:Smtp:Host"] = "mail.example.org",
        ["Paging:Smtp:From"] = "x@example.org",
        ["Paging:Webhooks:x:Url"] = "https://example.org/",
        ["Calendar:Freezes:0:From"] = "2026-12-20 00:00 Europe/Berlin",
        ["Calendar:Freezes:0:To"] = "2026-12-21 00:00 Europe/Berlin",
        ["Calendar:Freezes:0:Why"] = "year-end",
    };

    public static TheoryData<string> Names { get; } = [.. SettingsCatalog.All.Select(setting => setting.Name)];

    [Fact]
    public void These_are_fine_themselves() => ProblemsOf(Fine).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void With_garbage_behind_it_is_read_or_a_problem_with_its_name_and_never_an_exception(string pattern)
    {
        var setting = SettingsCatalog.All.Single(one => one.Name == pattern);
        foreach (var value in Garbage)
        {
            var problems = ProblemsOf(new(Fine) { [Concrete(pattern)] = value });
            if (setting.Type.Problem(value) is not null) problems.ShouldContain(problem => problem.StartsWith(Concrete(pattern), StringComparison.Ordinal), $"\"{value}\"");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_a_slip_in_its_name_is_refused_with_the_name_that_was_meant(string pattern)
    {
        var parts = Concrete(pattern).Split(':');
        for (var at = 0; at < parts.Length; at++)
        {
            if (pattern.Split(':')[at] is "*" or "{name}") continue;
            var slip = string.Join(':', parts.Select((part, index) => index == at ? part + "z" : part));
            ProblemsOf(new(Fine) { [slip] = "x" }).ShouldContain($"{string.Join(':', slip.Split(':')[..(at + 1)])} is not known. Did you mean {parts[at]}?");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_something_beneath_it_is_refused(string pattern)
    {
        var name = Concrete(pattern);
        if (SettingNode.Root.Find(name)!.IsSection) return;
        ProblemsOf(new(Fine) { [name + ":Deeper"] = "x" }).ShouldContain($"{name} is one value, and Deeper stands under it.");
    }

    [Fact]
    public void A_list_that_is_written_as_one_value_is_refused_and_no_role_is_lost_in_silence()
    {
        ProblemsOf(new(Fine) { ["People:0:Roles"] = "Database Administrator" })
            .ShouldBe(["People:0:Roles is a list. Write [ \"Database Administrator\" ], or People:0:Roles:0 for its first entry."]);
        ProblemsOf(new(Fine) { ["Slack"] = "on" }).Single().ShouldStartWith("Slack is no value but a section, with BotToken, SigningSecret");
    }

    [Fact]
    public void Secrets_are_repeated_in_no_problem()
    {
        const string secret = "hunter2";
        foreach (var setting in SettingsCatalog.All.Where(one => one.Type is SettingType.Text { IsSecret: true }))
            ProblemsOf(new(Fine) { [Concrete(setting.Name)] = secret, [Concrete(setting.Name) + "z"] = secret, [Concrete(setting.Name) + ":Deeper"] = secret })
                .ShouldAllBe(problem => !problem.Contains(secret), setting.Name);
    }

    [Fact]
    public void What_is_everyones_own_in_the_environment_and_in_files_is_left_alone()
    {
        Environment.SetEnvironmentVariable("HOSTTEST_Peopel__0", "somebody's");
        Environment.SetEnvironmentVariable("HOSTTEST_Teams", "somebody's");
        Environment.SetEnvironmentVariable("HOSTTEST_Slack__Channel", "ours, and none of it");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Fine).AddEnvironmentVariables("HOSTTEST_")
            .AddInMemoryCollection([new("Serilog:MinimumLevel", "Debug"), new("Logging:LogLevel:Default", "Debug"), new("ConnectionStrings:Reports", "Host=x")]).Build();
        Problems(configuration).Single().ShouldStartWith("Slack:Channel is not known. There is BotToken,");
    }

    [Fact]
    public void A_slip_in_the_environment_is_named_where_the_whole_name_looks_like_one_of_ours()
    {
        Environment.SetEnvironmentVariable("SLIPTEST_Enviroments__x__Workspace", "/srv/crm");
        Environment.SetEnvironmentVariable("SLIPTEST_PAGEING__SMTP__HOTS", "mail.example.org");
        foreach (var foreign in new[] { "URL", "Url__Base", "Locale__Language", "Block__Size", "Redis__Host", "Tems", "Environment__Name" })
            Environment.SetEnvironmentVariable("SLIPTEST_" + foreign, "somebody's");
        Problems(new ConfigurationBuilder().AddInMemoryCollection(Fine).AddEnvironmentVariables("SLIPTEST_").Build())
            .ShouldBe(["Enviroments is not known. Did you mean Environments?", "PAGEING is not known. Did you mean Paging?"], ignoreOrder: true);
    }

    [Fact]
    public void A_default_that_is_written_out_changes_nothing()
    {
        var written = new Dictionary<string, string?>(Fine);
        foreach (var setting in SettingsCatalog.All.Where(one => one.Default is not null)) written.TryAdd(Concrete(setting.Name), setting.Default);
        Said(written).ShouldBe(Said(Fine));
    }

    [Fact]
    public void Two_services_with_two_data_folders_keep_nothing_in_the_same_place()
    {
        var folders = new[] { "/srv/a", "/srv/b" }.Select(folder => AllSettings.Read(Built(new(Fine) { ["Embedded:DataDirectory"] = folder })).Service.DataFolder("practice")).ToList();
        folders.ShouldBe(["/srv/a/practice", "/srv/b/practice"]);
    }

    private static string Said(Dictionary<string, string?> settings)
    {
        var configuration = Built(settings);
        var (service, access) = AllSettings.Read(configuration);
        var execution = configuration.GetSection("Execution").Get<ExecutionOptions>() ?? new();
        return System.Text.Json.JsonSerializer.Serialize(new { service, access.People, access.Environments, access.Paging, execution });
    }

    private static string Concrete(string pattern) => pattern.Replace("*", "0", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal);

    private static IReadOnlyList<string> ProblemsOf(Dictionary<string, string?> settings) => Problems(Built(settings));

    private static IConfiguration Built(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        try
        {
            AllSettings.Read(configuration);
            return [];
        }
        catch (SettingsException doubtful)
        {
            return doubtful.Problems;
        }
    }
}
