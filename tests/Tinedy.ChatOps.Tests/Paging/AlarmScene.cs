using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Paging.Tests.Doubles;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Paging;

/// <summary>A run with criteria and two contacts, an alerting service beside it, and waits of seconds where life has minutes.</summary>
internal sealed class AlarmScene : IAsyncDisposable
{
    private AlarmScene(Scene scene, AlertProvider provider) => (Scene, Provider) = (scene, provider);

    public Scene Scene { get; }

    public AlertProvider Provider { get; }

    private static string Runbook { get; } = """
        # Alarm
        ## Work
        ### Steps
        - [ ] Look
        - [ ] Change the data
          ```bash {name=change}
          echo changed
          ```
        ## Emergency
        ### Rollback Criteria
        - Data corruption detected
        - Performance degradation
        ### Rollback Execution
        - [ ] Restore
          ```bash
          echo restored
          ```
        ## Emergency Contacts
        **Database Admin:** ____
        **DevOps Lead:** ____
        """;

    public static async Task<AlarmScene> CreateAsync(PostgresServer server, string? runbook = null)
    {
        var scene = await Scene.CreateAsync(server, runbook ?? Runbook);
        var provider = await AlertProvider.StartAsync();
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["Clock:Tick"] = "00:00:00.200",
            ["Paging:NextMeans"] = "00:00:01",
            ["Paging:NextContact"] = "00:00:01",
            ["Paging:NextRound"] = "00:00:03",
            ["Paging:Webhooks:phone:Url"] = provider.At("/phone").ToString(),
            ["Paging:Webhooks:duty:Url"] = provider.At("/v2/enqueue").ToString(),
            ["Paging:Webhooks:duty:Shape"] = "pagerduty",
            ["Paging:Webhooks:duty:Key"] = AlertProvider.PagerDutyKey,
            ["People:1:Contact"] = "chat, phone",
            ["People:0:Contact"] = "duty",
        }) scene.Settings[key] = value;
        return new(scene, provider);
    }

    public async Task<Alert> AlertAsync(long run) => (await Scene.RunAsync(run))!.Alerts[0];

    /// <summary>Waits until the alert is as wanted, and answers it.</summary>
    public async Task<Alert> UntilAsync(long run, Func<Alert, bool> isSo, string otherwise)
    {
        Alert? alert = null;
        await Poll.UntilAsync(async () => isSo(alert = await AlertAsync(run)), otherwise);
        return alert!;
    }

    public async Task<IReadOnlyList<RunEvent>> EventsAsync(long run) => await Scene.EventsAsync(run);

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
