using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Execution.Orders;

/// <summary>How a watcher measures.</summary>
/// <param name="Samples">Runs that count, as many as fit into <paramref name="Budget"/>.</param>
/// <param name="WarmUp">Runs before them that do not.</param>
/// <param name="IsTimed">Its duration matters; otherwise it runs once.</param>
/// <param name="Budget">Time for all of them, counted by the process that measures: see <see cref="BuiltInStep.Backstop"/>.</param>
internal sealed record Sampling(CommandKind Kind, int Samples, int WarmUp, bool IsTimed, TimeSpan Budget)
{
    public static Sampling Of(WatchJob look) => look.Plan.Slower is null
        ? new(look.Launch.Kind, 1, 0, IsTimed: false, look.Plan.Timeout)
        : new(look.Launch.Kind, look.Plan.Samples, look.Plan.WarmUp, IsTimed: true, look.Plan.Timeout);
}
