using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <param name="Asker">Who will read the dialog.</param>
internal sealed record DialogContext(Run Run, AccessDirectory Access, Person Asker, DateTimeOffset Now)
{
    /// <summary>What rehearsals and earlier runs tell.</summary>
    public RunForecast Forecast { get; init; } = RunForecast.None;
}
