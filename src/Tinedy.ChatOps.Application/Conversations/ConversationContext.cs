using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What the verbs of the conversation have to do their work.</summary>
internal sealed class ConversationContext(RunService runs, IJournal journal, IRunbookLibrary library, IOutbox outbox, ForecastReader forecasts, TimeProvider time)
{
    public RunFinder Finder { get; } = new(runs, journal, outbox);

    public StartHandler Starts { get; } = new(runs, library);

    public CommandHandler Commands { get; } = new(runs);

    public AccessDirectory Access => runs.Access;

    public IRunbookLibrary Library => library;

    public ForecastReader Forecasts => forecasts;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Who cannot act whatever they ask for; null for a known member.</summary>
    public Reply.Refused? Stranger(Speaker from) =>
        Access.Find(from.Who) is null ? new(Refusals.NotOnPeopleList(from.Who))
        : from.Membership != Membership.Member ? new(Refusals.NotAMember(from.Membership))
        : from.Channel == ChannelState.Shared ? new(Refusals.SharedChannel())
        : null;

    /// <summary>Asked only of somebody who is no stranger.</summary>
    public Person Person(Speaker from) => Access.Find(from.Who)!;

    public Actor By(Speaker from)
    {
        var actor = Actor.Of(Person(from), from.Who);
        return actor with { Email = actor.Email ?? from.Email };
    }

    public async Task<Reply> AskAsync(Speaker from, Run run, Button button, CancellationToken ct) =>
        DialogWriter.For(new(run, Access, Person(from), Now) { Forecast = await forecasts.OfAsync(run, ct) }, button);

    /// <summary>A start with nothing chosen yet.</summary>
    public static StartRequest Start(Speaker from, string key) => new(key, from.Who, null, null);
}
