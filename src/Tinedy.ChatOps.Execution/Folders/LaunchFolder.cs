using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>Who decided over a launch: the supervisor that may start the command, or the bot that forbade it for ever.</summary>
/// <param name="Supervisor">Null: nobody may start this launch any more, and nobody has.</param>
internal sealed record Claim(ProcessIdentity? Supervisor);

/// <summary>
/// One launch of a supervisor, on disk. Everything a restarted bot must know is in here, and no secret is.
/// The claim decides: whoever creates it first, supervisor or bot, settles whether the command may start.
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

    public Claim? Claim => DurableFile.Read<Claim>(In("claim"));

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

    public bool CancelAsked => File.Exists(In("cancel"));

    /// <summary>True for the first to ask only.</summary>
    public bool TryClaim(Claim claim) => DurableFile.TryCreate(In("claim"), claim);

    /// <summary>Forbids a start for ever; true when that is so, and therefore the command has certainly never been started.</summary>
    public bool TryVoid() => TryClaim(new(Supervisor: null)) || Claim is { Supervisor: null };

    public void AskCancel() => File.WriteAllBytes(In("cancel"), []);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
