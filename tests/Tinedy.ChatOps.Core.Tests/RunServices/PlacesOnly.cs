using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>An outbox that knows where runs are told, from what was appended. Nobody here tells anything: every other call fails.</summary>
internal sealed class PlacesOnly(InMemoryJournal journal) : IOutbox
{
    public Task<IReadOnlyList<Place>> PlacesOfAsync(RunId run, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Place>>([.. journal.Appends.Where(append => append.Run == run).SelectMany(append => append.Places)]);

    public Task<Due?> ClaimAsync(string platform, TimeSpan lease, CancellationToken ct) => throw Unexpected();

    public Task<IReadOnlyDictionary<string, Said>> SaidAsync(Place place, RunId run, CancellationToken ct) => throw Unexpected();

    public Task RememberAsync(Place place, RunId run, string key, Said said, Claim claim, TimeSpan lease, CancellationToken ct) => throw Unexpected();

    public Task<(UnsentFile File, TimeSpan Age)> UnsentAsync(Place place, RunId run, string key, string title, string why, CancellationToken ct) => throw Unexpected();

    public Task SentAsync(Place place, RunId run, string key, CancellationToken ct) => throw Unexpected();

    public Task ForgetAsync(Place place, RunId run, string key, CancellationToken ct) => throw Unexpected();

    public Task ToldAsync(Place place, RunId run, int seq, TimeSpan rest, TimeSpan? again, CancellationToken ct) => throw Unexpected();

    public Task PutOffAsync(Due due, TimeSpan wait, string why, CancellationToken ct) => throw Unexpected();

    public Task GoneAsync(Due due, TimeSpan shortest, TimeSpan longest, string why, CancellationToken ct) => throw Unexpected();

    public Task ReturnAsync(Place place, CancellationToken ct) => throw Unexpected();

    public Task QueueLettersAsync(Place place, RunId run, int seq, IReadOnlyCollection<string> people, CancellationToken ct) => throw Unexpected();

    public Task SortedAsync(Due due, int seq, CancellationToken ct) => throw Unexpected();

    public Task GiveUpAsync(Due due, int seq, CancellationToken ct) => throw Unexpected();

    public Task<LettersDue?> ClaimLettersAsync(string platform, TimeSpan lease, CancellationToken ct) => throw Unexpected();

    public Task LettersToldAsync(LettersDue due, int seq, CancellationToken ct) => throw Unexpected();

    public Task PutOffLettersAsync(LettersDue due, TimeSpan wait, string why, CancellationToken ct) => throw Unexpected();

    private static InvalidOperationException Unexpected() => new("Nothing is told in this test.");
}
