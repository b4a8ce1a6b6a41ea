using System.Collections.Immutable;
using System.Text.Json;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Execution.Folders;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>What a supervisor is told to run. It travels over a pipe only: the secrets in it never touch a disk or an argument.</summary>
/// <param name="Attempt">Enters the child as <c>CHATOPS_ATTEMPT</c>, for scripts that want to name it.</param>
/// <param name="Grace">How long a process asked to stop may take before it is made to.</param>
/// <param name="OutputCap">Bytes of output that are kept.</param>
internal sealed record Order(
    string Attempt, CommandKind Kind, string Command, string Workspace, TimeSpan Timeout, TimeSpan Grace, int OutputCap,
    ImmutableSortedDictionary<string, string> Variables, ImmutableSortedDictionary<string, string> Secrets)
{
    public static Order Of(Launch launch, ExecutionOptions options) => new(
        launch.Attempt.ToString(), launch.Kind, launch.Command, launch.Workspace, launch.Timeout, options.Grace, options.OutputCap,
        launch.Variables, launch.Secrets);

    public byte[] Write() => DurableFile.Format(this);

    /// <summary>Null when the bot died before it had said everything: then nothing may start.</summary>
    public static async Task<Order?> ReadAsync(Stream from, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await from.CopyToAsync(all, ct);
        try
        {
            return all.Length == 0 ? null : DurableFile.Parse<Order>(all.GetBuffer().AsSpan(0, (int)all.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
