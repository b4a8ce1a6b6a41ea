using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>What the supervisor of a launch has decided.</summary>
/// <param name="Supervisor">Who starts the command. Null: the supervisor got no order, has started nothing and never will.</param>
internal sealed record Claim(ProcessIdentity? Supervisor)
{
    public bool IsVoid => Supervisor is null;
}

/// <summary>
/// One launch of a supervisor, on disk. What a restarted bot can know of a started command is in here, and no secret is.
/// What is missing here proves nothing: files can vanish. Only what is here counts, and only for the launch that the queue names.
/// </summary>
internal sealed class LaunchFolder(string path)
{
    public string Path { get; } = path;

    public string OutputPath => In("output");

    /// <summary>Room on the disk that is given back when the ending must be written and the disk is full.</summary>
    public string ReservePath => In("reserve");

    /// <summary>Where the step says things of itself (<c>CHATOPS_OUTPUT</c>). Another user cannot reach into this folder.</summary>
    public string ReportPath(string? user) => user is null
        ? In("report")
        : System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"chatops-report-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..16]}");

    public string Name => System.IO.Path.GetFileName(Path);

    public bool Exists => Directory.Exists(Path);

    public Claim? Claim => DurableFile.Read<Claim>(In("claim"));

    /// <summary>The supervisor's own process, from the moment at which it is ready to be told something.</summary>
    public ProcessIdentity? Supervisor
    {
        get => DurableFile.Read<ProcessIdentity>(In("supervisor.json"));
        set => DurableFile.Write(In("supervisor.json"), value, flush: false);
    }

    /// <summary>The command's own process; null when it was never started (or the machine died in that very moment).</summary>
    public ProcessIdentity? Child
    {
        get => DurableFile.Read<ProcessIdentity>(In("child.json"));
        set => DurableFile.Write(In("child.json"), value, flush: false);
    }

    public Progress? Progress
    {
        get => DurableFile.Read<Progress>(In("progress.json"));
        set => DurableFile.Write(In("progress.json"), value, flush: false);
    }

    public Ending? Ending
    {
        get => DurableFile.Read<Ending>(In("ending.json"));
        set => DurableFile.Write(In("ending.json"), value, flush: true);
    }

    /// <summary>The supervisor is at work, or waits for its order.</summary>
    public bool IsSupervised => Claim is { Supervisor.IsAlive: true } || Supervisor is { IsAlive: true };

    /// <summary>When the command began, as far as it is still known here: its ending says so, else the moment of the claim; null: nothing does.</summary>
    public DateTimeOffset? StartedAt => Ending?.StartedAt ?? (HasClaim ? new DateTimeOffset(File.GetLastWriteTimeUtc(In("claim"))) : null);

    public bool CancelAsked => File.Exists(In("cancel"));

    /// <summary>True for the first to ask only.</summary>
    public bool TryClaim(Claim claim) => DurableFile.TryCreate(In("claim"), claim);

    /// <summary>The file is there, whether it can be understood or not.</summary>
    public bool HasClaim => DurableFile.IsThere(In("claim"));

    public bool HasEnding => DurableFile.IsThere(In("ending.json"));

    public void AskCancel() => File.WriteAllBytes(In("cancel"), []);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
