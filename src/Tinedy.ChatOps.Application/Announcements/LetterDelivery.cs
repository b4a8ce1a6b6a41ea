using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Application.Announcements;

/// <summary>
/// Brings each person the letters that are for them alone. Every person is a unit of work with its own tries, waits and end: whose chat
/// fails holds up nobody else, and no board.
/// </summary>
public sealed class LetterDelivery(IOutbox outbox, Messenger messenger, ScreenReader screens)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>What could not be delivered for so long asks for nothing any more.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    /// <summary>Takes the person whose letters are most overdue; null when nobody in the room waits for any.</summary>
    public Task<LettersDue?> ClaimAsync(IChatRoom room, CancellationToken ct) => outbox.ClaimLettersAsync(room.Platform, Messenger.Lease, ct);

    /// <summary>Brings a claimed person the latest. A failure puts it off and is thrown on; patience that a room asks for only puts it off.</summary>
    public async Task DeliverAsync(IChatRoom room, LettersDue due, CancellationToken ct)
    {
        try
        {
            if (await screens.ReadAsync(due.Run, ct) is not { } screen) return;
            var said = await messenger.SaidAsync(due.Place, due.Run, ct);
            foreach (var letter in screen.Letters.Where(letter => letter.To.Name == due.Person))
                await messenger.BringAsync(room, due.Place, screen.Run, letter, said, Claim.Letters(due.Person), ct);
            CrashPoints.Reach(CrashPoints.LettersTold);
            await outbox.LettersToldAsync(due, screen.Run.Seq, ct);
        }
        catch (RoomBusyException busy)
        {
            await outbox.PutOffLettersAsync(due, busy.Wait, busy.Message, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (due.Age > GivenUpAfter) await outbox.LettersToldAsync(due, due.Wanted, ct);
            else await outbox.PutOffLettersAsync(due, TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, due.Tries))), failure.Message, ct);
            throw;
        }
    }
}
