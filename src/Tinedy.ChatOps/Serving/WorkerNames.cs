namespace Tinedy.ChatOps.Serving;

/// <summary>What works in the background, as whoever stops the service would call it.</summary>
internal static class WorkerNames
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["AnnounceWorker"] = "messages to channels and people",
        ["DatabaseClockWorker"] = "the clock",
        ["PromptWorker"] = "the clock",
        ["PagerWorker"] = "pages to people",
        ["LineWorker"] = "the other replicas",
        ["LookoutWorker"] = "a look at the queues",
        ["SurveyWorker"] = "the look at a run's tools",
        ["Runner"] = "the runner",
        ["SlackHello"] = "Slack",
        ["SocketMode"] = "Slack",
        ["TeamsHello"] = "Teams",
    };

    /// <summary>Of a worker that has no word of its own it is only said that there is one.</summary>
    public static string Of(Type worker) => Words.GetValueOrDefault(worker.Name, "work in the background");

    /// <summary>For a test, which holds them against the workers that there are.</summary>
    internal static bool Knows(Type worker) => Words.ContainsKey(worker.Name);
}
