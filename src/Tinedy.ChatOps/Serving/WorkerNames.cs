namespace Tinedy.ChatOps.Serving;

/// <summary>What works in the background, as whoever stops the service would call it.</summary>
internal static class WorkerNames
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["AnnounceWorker"] = "messages to channels and people",
        ["DatabaseClockWorker"] = "the clock",
        ["DueWorker"] = "the clock",
        ["PagerWorker"] = "pages to people",
        ["ReplicaNotificationWorker"] = "the other replicas",
        ["QueueMonitorWorker"] = "a look at the queues",
        ["ToolInspectionWorker"] = "the look at a run's tools",
        ["Runner"] = "the runner",
        ["SlackStartupCheck"] = "Slack",
        ["SocketMode"] = "Slack",
        ["TeamsStartupCheck"] = "Teams",
    };

    /// <summary>Of a worker that has no word of its own it is only said that there is one.</summary>
    public static string Of(Type worker) => Words.GetValueOrDefault(worker.Name, "work in the background");

    /// <summary>For a test, which holds them against the workers that there are.</summary>
    internal static bool Knows(Type worker) => Words.ContainsKey(worker.Name);
}
