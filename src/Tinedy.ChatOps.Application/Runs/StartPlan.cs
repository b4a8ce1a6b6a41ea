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
internal sealed record StartPlan(Refusal? Refused, Actor By, EnvironmentSettings Environment, string RunbookName, Runbook Runbook, RunEvent.Started Started)
{
    /// <summary>The moment for which it is asked; null: now.</summary>
    public RunEvent.Scheduled? Scheduled { get; init; }

    public static async Task<StartPlan> DrawAsync(StartRequest request, House house, IRunbookShelf shelf, DateTimeOffset now, CancellationToken ct)
    {
        if (house.Find(request.By) is not { } person) return No(Refusals.NotOnPeopleList(request.By));
        if (await TakeAsync(request.Runbook, shelf, ct) is not { } file) return No(Refusals.UnknownRunbook(request.Runbook, shelf.Names()));

        var reading = RunbookReader.Read(file.Bytes, file.Name);
        if (reading.Runbook is not { } runbook || reading.HasErrors) return No(Refusals.RunbookHasErrors(file.Name, reading));
        if (Choose(request.Environment ?? runbook.FrontMatter.Environment, house) is not { } environment)
            return No(Refusals.UnknownEnvironment(request.Environment ?? runbook.FrontMatter.Environment, house));
        if (UnlessOperator(person, environment, house) is { } notOperator) return No(notOperator);

        RunEvent.Scheduled? scheduled = null;
        if (request.When is { } when)
        {
            (scheduled, var refused) = CalendarRules.Appoint(when, runbook, environment.Name, house, now);
            if (refused is not null) return No(refused);
        }
        else if (CalendarRules.UnlessFrozen($"Not started", environment.Name, house, now) is { } frozen)
        {
            return No(frozen);
        }

        var gaps = Gaps.Of(runbook, house, ImmutableDictionary<string, string>.Empty).Select(gap => gap.Text.ToString()).ToImmutableArray();
        var started = new RunEvent.Started(environment.Name, file.Name, runbook.Hash, environment.TargetDigest(), gaps)
        {
            Rehearsal = !request.IsRehearsal ? null : environment.IsForRehearsal ? Rehearsal.Real : Rehearsal.Printed,
        };
        return new(null, Actor.Of(person, request.By), environment, file.Name, runbook, started) { Scheduled = scheduled };
    }

    /// <summary>The runbook that is meant: the one that is named, or the only one; null where it has to be named, or there is none of that name.</summary>
    public static async Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string? name, IRunbookShelf shelf, CancellationToken ct)
    {
        var names = shelf.Names();
        var wanted = name ?? (names.Count == 1 ? names[0] : null);
        return wanted is null ? null : await shelf.TakeAsync(wanted, ct);
    }

    public static Refusal? UnlessOperator(Person person, EnvironmentSettings environment, House house) =>
        environment.IsOperatedBy(person) ? null : Refusals.NotAnOperator($"Not started", environment.Name, house.OperatorsOf(environment.Name));

    /// <summary>The environment that is meant: the one that is named, or the default; null where it has to be named.</summary>
    public static EnvironmentSettings? Choose(string? name, House house) => name is null ? house.DefaultEnvironment() : house.Environment(name);

    private static StartPlan No(Refusal why) => new(why, Actor.Bot, null!, "", null!, null!);
}
