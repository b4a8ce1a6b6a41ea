using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>What a start would do, or why it may not: drawn before anything is written.</summary>
internal sealed record StartPreparation(Refusal? Refused, Actor By, EnvironmentSettings Environment, string RunbookName, Runbook Runbook, RunEvent.Started Started)
{
    /// <summary>The moment for which it is asked; null: now.</summary>
    public RunEvent.Scheduled? Scheduled { get; init; }

    public static async Task<StartPreparation> DrawAsync(StartRequest request, AccessDirectory access, IRunbookLibrary library, DateTimeOffset now, CancellationToken ct)
    {
        if (access.Find(request.By) is not { } person) return No(Refusals.NotOnPeopleList(request.By));
        if (await TakeAsync(request.Runbook, library, ct) is not { } file) return No(Refusals.UnknownRunbook(request.Runbook, library.Names()));

        var reading = RunbookReader.Read(file.Bytes, file.Name);
        if (reading.Runbook is not { } runbook || reading.HasErrors) return No(Refusals.RunbookHasErrors(file.Name, reading));
        if (Choose(request.Environment ?? runbook.FrontMatter.Environment, access) is not { } environment)
            return No(Refusals.UnknownEnvironment(request.Environment ?? runbook.FrontMatter.Environment, access));
        if (UnlessOperator(person, environment, access) is { } notOperator) return No(notOperator);

        RunEvent.Scheduled? scheduled = null;
        if (request.When is { } when)
        {
            (scheduled, var refused) = CalendarRules.Appoint(when, runbook, environment.Name, access, now);
            if (refused is not null) return No(refused);
        }
        else if (CalendarRules.UnlessFrozen($"Not started", environment.Name, access, now) is { } frozen)
        {
            return No(frozen);
        }

        var gaps = Gaps.Of(runbook, access, ImmutableDictionary<string, string>.Empty).Select(gap => gap.Text.ToString()).ToImmutableArray();
        var started = new RunEvent.Started(environment.Name, file.Name, runbook.Hash, environment.TargetDigest(), gaps)
        {
            Rehearsal = !request.IsRehearsal ? null : environment.IsForRehearsal ? Rehearsal.Real : Rehearsal.Printed,
        };
        return new(null, Actor.Of(person, request.By), environment, file.Name, runbook, started) { Scheduled = scheduled };
    }

    /// <summary>The runbook that is meant: the one that is named, or the only one; null where it has to be named, or there is none of that name.</summary>
    public static async Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string? name, IRunbookLibrary library, CancellationToken ct)
    {
        var names = library.Names();
        var wanted = name ?? (names.Count == 1 ? names[0] : null);
        return wanted is null ? null : await library.TakeAsync(wanted, ct);
    }

    public static Refusal? UnlessOperator(Person person, EnvironmentSettings environment, AccessDirectory access) =>
        environment.IsOperatedBy(person) ? null : Refusals.NotAnOperator($"Not started", environment.Name, access.OperatorsOf(environment.Name));

    /// <summary>The environment that is meant: the one that is named, or the default; null where it has to be named.</summary>
    public static EnvironmentSettings? Choose(string? name, AccessDirectory access) => name is null ? access.DefaultEnvironment() : access.Environment(name);

    private static StartPreparation No(Refusal why) => new(why, Actor.Bot, null!, "", null!, null!);
}
