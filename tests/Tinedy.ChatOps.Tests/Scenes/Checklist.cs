using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Tests.Host;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>A whole checklist worked through as a team does it: steps are run, everything else is done, everybody signs.</summary>
internal static class Checklist
{
    public static IReadOnlyList<(string Role, string Name)> Signers { get; } =
    [
        ("Database Administrator", "dba"), ("Lead Developer", "dev"), ("DevOps Engineer", "devops"),
        ("Product Owner", "po"), ("Operations Manager", "ops"), ("Technical Lead", "lead"),
    ];

    /// <summary>The paper checklist of the reference, byte for byte.</summary>
    public static string Paper => Path.Combine(AppContext.BaseDirectory, "migration-checklist.md");

    /// <summary>The one that comes with the product.</summary>
    public static string Ready => Path.Combine(AppContext.BaseDirectory, "manifests", "runbooks", "migration.md");

    /// <summary>Starts a run and settles every item before <paramref name="until"/>; null: all.</summary>
    public static async Task<long> WorkAsync(Scene scene, RunningService service, string? until = null)
    {
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        foreach (var item in (await scene.RunAsync(run))!.Runbook.Items.TakeWhile(item => item.Number != until)) await SettleAsync(scene, service, run, item);
        return run;
    }

    /// <summary>Goes back, through every rollback step.</summary>
    public static async Task RollBackAsync(Scene scene, RunningService service, long run)
    {
        Accepted(await service.SayAsync("devops", $"/migrate rollback prod-{run} the orders page is empty"));
        await GoBackAsync(scene, service, run);
    }

    /// <summary>Settles every rollback step of a rollback that somebody has started.</summary>
    public static async Task GoBackAsync(Scene scene, RunningService service, long run)
    {
        foreach (var item in (await scene.RunAsync(run))!.Runbook.RollbackSteps) await SettleAsync(scene, service, run, item);
    }

    public static async Task SignAsync(RunningService service)
    {
        foreach (var (role, name) in Signers) Accepted(await service.SayAsync(name, $"/migrate sign {role}"));
    }

    private static async Task SettleAsync(Scene scene, RunningService service, long run, Item item)
    {
        if (!item.IsStep)
        {
            Accepted(await service.SayAsync("dba", $"/migrate done {item.Number}"));
            return;
        }
        Accepted(await service.SayAsync("dba", $"/migrate run {item.Number}"));
        var ending = await scene.EndingAsync(run, item.Number);
        ending.Outcome.ShouldBe(Outcome.Succeeded, $"{item.Number} {item.Text}: {ending.Known} {string.Join('\n', ending.Tail)}");
    }

    private static void Accepted(Host.TestReply answer) => answer.Kind.ShouldBe("Done", answer.Text);
}
