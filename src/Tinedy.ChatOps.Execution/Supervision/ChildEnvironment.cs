using System.Collections.Immutable;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>The clean environment of a step: a few names every program needs, what the runbook's environment says, and nothing of the bot.</summary>
internal static class ChildEnvironment
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Names the launch, so that whatever it leaves behind can be recognised.</summary>
    public const string Mark = "CHATOPS_LAUNCH";

    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TMPDIR", "TZ"];

    public static ImmutableSortedDictionary<string, string> Of(SupervisorOrder order, LaunchFolder launch)
    {
        var child = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        child["PATH"] = UsualPath;
        child["LANG"] = "C.UTF-8";
        foreach (var name in Inherited)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) child[name] = value;
        if (order.User is { } user && HostUser.Find(user) is { } other)
        {
            child["HOME"] = other.Home;
            child["USER"] = child["LOGNAME"] = user;
        }
        foreach (var (name, value) in order.Variables.Concat(order.Secrets)) child[name] = value;
        if (order.Performance is not null)
            foreach (var (name, value) in Dotnet()) child[name] = value;
        child["CHATOPS_ATTEMPT"] = order.Attempt;
        child[Mark] = launch.Path;
        child[StepReport.Variable] = launch.ReportPath(order.User);
        return child.ToImmutable();
    }

    /// <summary>Where .NET is, for this program started again.</summary>
    private static IEnumerable<(string, string)> Dotnet() => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Select(one => ((string)one.Key, (string)one.Value!)).Where(one => one.Item1.StartsWith("DOTNET_", StringComparison.Ordinal));

    /// <summary>The supervisor itself needs no more, beside where .NET is; so no token of the bot stands in its <c>/proc</c> either.</summary>
    public static void Restrict(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.ToList())
            if (!Inherited.Contains(name) && !name.StartsWith("DOTNET_", StringComparison.Ordinal)) environment.Remove(name);
        // One small process for each running step: a server's heaps, a young generation as large as the processor's cache, code that is
        // compiled again to learn from itself and the debugger's sockets would be waste.
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_GCgen0size"] = "80000"; // 512 KiB, in hexadecimal.
        environment["DOTNET_GCConserveMemory"] = "9";
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
    }
}
