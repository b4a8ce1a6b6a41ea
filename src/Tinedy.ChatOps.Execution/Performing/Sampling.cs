using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Watching;

namespace Tinedy.ChatOps.Execution.Performing;

/// <summary>How a watcher measures.</summary>
/// <param name="Samples">Runs that count, as many as fit into <paramref name="Budget"/>.</param>
/// <param name="WarmUp">Runs before them that do not.</param>
/// <param name="IsTimed">Its duration matters; otherwise it runs once.</param>
/// <param name="Budget">Time for all of them. Shorter than the time-out, so that what was measured until then is not lost with the process.</param>
internal sealed record Sampling(CommandKind Kind, int Samples, int WarmUp, bool IsTimed, TimeSpan Budget)
{
    private const double Part = 0.8;

    public static Sampling Of(Look look) => look.Plan.Slower is null
        ? new(look.Launch.Kind, 1, 0, IsTimed: false, look.Plan.Timeout * Part)
        : new(look.Launch.Kind, look.Plan.Samples, look.Plan.WarmUp, IsTimed: true, look.Plan.Timeout * Part);
}
