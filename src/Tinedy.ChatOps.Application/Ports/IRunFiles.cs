using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>The files of a run that a person can keep.</summary>
public interface IRunFiles
{
    /// <summary>Null when there is none (yet).</summary>
    Task<RunFile?> ReadAsync(RunDocument document, CancellationToken ct);
}
