using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Verbs;

/// <summary><c>schema</c>, for those whose service may not change one; and words that are no verb.</summary>
public sealed class SchemaTests(PostgresServer server)
{
    [Fact]
    public async Task Everything_can_be_printed_without_a_database()
    {
        var verdict = await Product.RunAsync("schema", "--all");
        verdict.Code.ShouldBe(0, verdict.Complained);
        verdict.Said.ShouldContain("create table chatops.run_event");
        verdict.Said.ShouldContain("create table chatops.chat_line");
    }

    [Fact]
    public async Task What_is_pending_is_printed_until_it_is_applied()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        var settings = new Dictionary<string, string> { ["ConnectionStrings:ChatOps"] = database.ConnectionString };

        (await Product.RunAsync(settings, "schema")).Said.ShouldContain("create table chatops.run_event");
        var applied = await Product.RunAsync(settings, "schema", "--apply");
        applied.Code.ShouldBe(0, applied.Complained);
        applied.Said.ShouldContain("Schema: applied 0001_journal\n");
        var after = await Product.RunAsync(settings, "schema");
        (after.Code, after.Said.Contains("create table", StringComparison.Ordinal)).ShouldBe((0, false));
    }

    [Theory]
    [InlineData("serv", "")]
    [InlineData("chekc", " Did you mean check?")]
    public async Task An_unknown_verb_is_named_and_serves_nothing(string verb, string meant)
    {
        var verdict = await Product.RunAsync(verb);
        (verdict.Code, verdict.Said).ShouldBe((2, ""));
        verdict.Complained.ShouldContain($"There is no verb \"{verb}\".{meant} Verbs: check, export, help, runner, schema, settings, teams-package, verify;");
    }
}
