using System.CommandLine;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>schema</c>: prints the SQL of what is pending; with <c>--apply</c>, applies it. For those whose service may not change a schema.</summary>
internal static class SchemaVerb
{
    public static Command Command()
    {
        var apply = new Option<bool>("--apply") { Description = "Apply what is pending." };
        var all = new Option<bool>("--all") { Description = "Print everything, whatever the database has; needs no database." };
        var command = new Command("schema", "Print or apply the migrations of the database.") { apply, all };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => RunAsync(parsed.GetValue(apply), parsed.GetValue(all), ct)));
        return command;
    }

    private static async Task<int> RunAsync(bool apply, bool all, CancellationToken ct)
    {
        if (all)
        {
            await new SchemaMigrator("").PrintAsync(System.Console.Out, onlyPending: false, ct);
            return 0;
        }
        await using var database = await Database.JoinAsync(ServiceSettings.Read(Service.Configure([]).Configuration), ct);
        if (apply) await database.MigrateAsync(ct);
        else await new SchemaMigrator(database.ConnectionString).PrintAsync(System.Console.Out, onlyPending: true, ct);
        return 0;
    }
}
