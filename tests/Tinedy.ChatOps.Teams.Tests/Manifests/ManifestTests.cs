using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Manifests;

/// <summary>What an administrator uploads: valid against Microsoft's schema, and in step with what the code understands.</summary>
public sealed class ManifestTests
{
    private const string App = "6a1f5c1e-3b1d-4f5e-9c47-0a7c5d9e1b20";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "manifests", "teams");
    private static readonly Schema Microsofts = new(JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "teams", "MicrosoftTeams.schema.json"))));

    private static JsonElement Manifest => JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));

    [Fact]
    public void It_is_valid_against_the_schema_of_its_version()
    {
        Manifest.GetProperty("manifestVersion").GetString().ShouldBe("1.22");
        Microsofts.ErrorsOf(Manifest).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("accentColor")]
    [InlineData("icons")]
    public void The_schema_refuses_one_without_what_it_needs(string part)
    {
        var broken = JsonNode.Parse(Manifest.GetRawText())!.AsObject();
        broken.Remove(part);
        Microsofts.ErrorsOf(JsonSerializer.SerializeToElement(broken)).ShouldBe([$"$.{part} is missing"]);
    }

    [Fact]
    public void The_schema_refuses_a_bot_that_is_no_guid_and_a_word_that_it_does_not_know()
    {
        var broken = JsonNode.Parse(Manifest.GetRawText())!;
        broken["bots"]![0]!["botId"] = "the bot";
        broken["bots"]![0]!["supportsSinging"] = true;
        Microsofts.ErrorsOf(JsonSerializer.SerializeToElement(broken)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void The_icons_have_the_size_that_teams_asks_for(string icon, int size)
    {
        // A PNG begins with its signature and a header that holds width and height.
        var bytes = File.ReadAllBytes(Path.Combine(Folder, icon)).AsSpan();
        bytes[1..4].SequenceEqual("PNG"u8).ShouldBeTrue();
        BinaryPrimitives.ReadInt32BigEndian(bytes[16..20]).ShouldBe(size);
        BinaryPrimitives.ReadInt32BigEndian(bytes[20..24]).ShouldBe(size);
    }

    [Fact]
    public void The_app_reaches_channels_group_chats_and_people_and_brings_files()
    {
        var bot = Manifest.GetProperty("bots")[0];
        bot.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["team", "groupChat", "personal"]);
        bot.GetProperty("supportsFiles").GetBoolean().ShouldBeTrue();
        bot.GetProperty("isNotificationOnly").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_package_has_the_apps_own_id_and_is_valid_too()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("chatops-package-");
        try
        {
            var file = Path.Combine(folder.FullName, "teams.zip");
            (await Product.RunAsync(new Dictionary<string, string> { ["Teams:AppId"] = App }, "teams-package", "--out", file, "--website", "https://chatops.tinedy.org/", "--terms", "https://chatops.tinedy.org/terms")).Code.ShouldBe(0);

            using var zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
            zip.Entries.Select(entry => entry.FullName).ShouldBe(["manifest.json", "color.png", "outline.png"]);
            using var reader = new StreamReader(zip.Entries[0].Open());
            var manifest = JsonElement.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            Microsofts.ErrorsOf(manifest).ShouldBeEmpty();
            manifest.GetProperty("developer").EnumerateObject().Select(field => field.Value.GetString())
                .ShouldBe(["Tinedy", "https://chatops.tinedy.org/", "https://chatops.tinedy.org/", "https://chatops.tinedy.org/terms"]);
            (manifest.GetProperty("id").GetString(), manifest.GetProperty("bots")[0].GetProperty("botId").GetString()).ShouldBe((App, App));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_an_app_there_is_nothing_to_pack()
    {
        var refused = await Product.RunAsync("teams-package");
        refused.Code.ShouldBe(1);
        refused.Complained.ShouldContain("Teams:AppId");
    }

    [Theory]
    [InlineData()]
    [InlineData("--website", "https://tinedy.example")]
    [InlineData("--website", "http://chatops.tinedy.org")]
    public async Task Nothing_is_packed_with_the_addresses_of_the_example(params string[] addresses)
    {
        var refused = await Product.RunAsync(new Dictionary<string, string> { ["Teams:AppId"] = App }, ["teams-package", "--out", Path.Combine(Path.GetTempPath(), "never.zip"), .. addresses]);
        refused.Code.ShouldBe(1);
        refused.Complained.ShouldContain("--website");
    }

    [Fact]
    public void What_is_needed_when_something_is_wrong_can_be_chosen_in_every_list()
    {
        foreach (var list in Manifest.GetProperty("bots")[0].GetProperty("commandLists").EnumerateArray())
        {
            var titles = list.GetProperty("commands").EnumerateArray().Select(command => command.GetProperty("title").GetString()!).ToList();
            new[] { "page", "raise", "ack" }.ShouldBeSubsetOf(titles);
        }
    }
}
