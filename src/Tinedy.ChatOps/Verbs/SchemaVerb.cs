using System.CommandLine;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>schema</c>: prints the SQL of what is pending; with <c>--apply</c>, applies it. For those whose service may not change a schema.</summary>
internal static class SchemaVerb
{
    public static Command Command(string[] settings)
    {
        var apply = new Option<bool>("--apply") { Description = "Apply what is pending." };
        var all = new Option<bool>("--all") { Description = "Print everything, whatever the database has; needs no database." };
        var command = new Command("schema", "Print or apply the migrations of the database.") { apply, all };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => RunAsync(parsed.GetValue(apply), parsed.GetValue(all), settings, ct)));
        return command;
    }

    private static async Task<int> RunAsync(bool apply, bool all, string[] settings, CancellationToken ct)
    {
        if (all)
        {
            await new SchemaMigrator("").PrintAsync(System.Console.Out, onlyPending: false, ct);
            return 0;
        }
        var (service, _) = AllSettings.Read(Service.Configure(settings).Configuration);
        await using var database = await Database.JoinAsync(service, System.Console.Error.WriteLine, ct);
        await System.Console.Error.WriteLineAsync($"-- {database.Name}");
        if (apply) await database.MigrateAsync(ct);
        else await new SchemaMigrator(database.ConnectionString).PrintAsync(System.Console.Out, onlyPending: true, ct);
        return 0;
    }
}
