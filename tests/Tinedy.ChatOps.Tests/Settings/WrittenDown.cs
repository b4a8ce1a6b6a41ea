using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Tests.Settings;

/// <summary>What is written about settings says what the catalogue says: the schema for editors, and the table and the examples of their README.</summary>
public sealed partial class WrittenDown
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(SettingsSchema.Write());

    private static string Readme => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "manifests", "settings", "README.md"));

    [Fact]
    public void The_schema_beside_the_manifests_is_made_from_the_code_that_is_there_now() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "manifests", "settings", "appsettings.schema.json"))
            .ShouldBe(SettingsSchema.Write(), "Write it anew: dotnet run --project src/Tinedy.ChatOps -- settings --schema > manifests/settings/appsettings.schema.json");

    [Fact]
    public void The_settings_that_are_shipped_and_every_example_of_the_README_fit_the_schema_and_the_check()
    {
        var examples = JsonBlock().Matches(Readme).Select(match => match.Groups[1].Value).ToList();
        examples.Count.ShouldBeGreaterThan(1);
        foreach (var text in examples.Append(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))))
        {
            IsValid(text).ShouldBeTrue(text);
            var problems = new List<string>();
            SettingsValidator.Readable(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build(), problems);
            problems.ShouldBeEmpty(text);
        }
    }

    [Theory]
    [InlineData("""{ "People": [ { "Name": "dba", "Rolls": [ "DBA" ] } ] }""")]
    [InlineData("""{ "Enviroments": { } }""")]
    [InlineData("""{ "Slack": { "Sockets": "two" } }""")]
    [InlineData("""{ "Environments": { "prod": { "Default": "yes" } } }""")]
    [InlineData("""{ "Paging": { "NextMeans": "5" } }""")]
    public void An_editor_complains_where_the_start_would(string text) => IsValid(text).ShouldBeFalse();

    [Fact]
    public void The_READMEs_table_has_every_setting_and_no_other_and_its_default()
    {
        var rows = Row().Matches(Readme[Readme.IndexOf("| setting | meaning |", StringComparison.Ordinal)..Readme.IndexOf("An example:", StringComparison.Ordinal)])
            .Select(match => (Names: NamesIn(match.Groups[1].Value).ToList(), Meaning: match.Groups[2].Value)).Where(row => row.Names.Count > 0).ToList();
        var named = rows.SelectMany(row => row.Names.Concat(Code().Matches(row.Meaning).Select(name => name.Groups[1].Value))).ToHashSet();
        foreach (var setting in SettingsCatalog.All)
        {
            Spellings(setting.Name).ShouldContain(spelling => named.Contains(spelling), setting.Name);
            if (setting.Alias is { } alias) named.ShouldContain(alias);
        }
        foreach (var name in rows.SelectMany(row => row.Names))
            SettingsCatalog.All.ShouldContain(setting => setting.Name == name || setting.Alias == name || setting.Name.StartsWith(name + ":", StringComparison.Ordinal), name);
        foreach (var (names, meaning) in rows)
            foreach (var setting in SettingsCatalog.All.Where(one => names.Contains(one.Name) && one.Default is not (null or "false")))
                meaning.ShouldContain(setting.Default!, customMessage: setting.Name);
    }

    [Theory]
    [InlineData(typeof(ExecutionOptions), "Execution")]
    [InlineData(typeof(PersonSettings), "People:0")]
    [InlineData(typeof(EnvironmentSection), "Environments:x")]
    [InlineData(typeof(FreezeSettings), "Calendar:Freezes:0")]
    public void Whatever_the_code_binds_is_in_the_catalogue(Type bound, string section)
    {
        var known = SettingNode.Root.Find(section)!.Named.Keys.Order(StringComparer.Ordinal);
        bound.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(StringComparer.Ordinal).ShouldBe(known);
    }

    /// <summary>A row may name several settings of one section (<c>Paging:NextContact</c> <c>NextRound</c>), or go on with that of the rows before (…).</summary>
    private static IEnumerable<string> NamesIn(string cell)
    {
        var names = Code().Matches(cell).Select(name => name.Groups[1].Value).ToList();
        if (names.Count == 0) yield break;
        var section = cell.StartsWith('…') ? "Environments:{name}:" : names[0].Contains(':', StringComparison.Ordinal) ? names[0][..(names[0].LastIndexOf(':') + 1)] : "";
        foreach (var name in names) yield return name.StartsWith(section, StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) ? name : section + name;
    }

    /// <summary>How the table may name it: in whole, or what stands under a row of its own by its last part.</summary>
    private static IEnumerable<string> Spellings(string name)
    {
        yield return name;
        var shorter = name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name.EndsWith(":{name}", StringComparison.Ordinal) ? name[..^7] : name;
        yield return shorter;
        yield return shorter[(shorter.LastIndexOf(':') + 1)..];
    }

    private static bool IsValid(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"^\| (.*?) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
