using System.ComponentModel;
using System.Reflection;

namespace Tinedy.ChatOps.Serving;

/// <summary>What works in the background, as whoever stops the service would call it: each worker says it of itself.</summary>
internal static class WorkerNames
{
    /// <summary>Of a worker that has no word of its own it is only said that there is one.</summary>
    public static string Of(Type worker) => WordOf(worker) ?? "work in the background";

    /// <summary>For a test, which holds them against the workers that there are.</summary>
    internal static bool Knows(Type worker) => WordOf(worker) is not null;

    private static string? WordOf(Type worker) => worker.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName;
}
