using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Application.Announcements;

/// <summary>
/// Makes each room show what the journal says. A consequence, never part of a click: it always wants the latest, so that twenty clicks
/// are one update and a crash costs nothing. Every channel stands or falls alone; letters to people are only queued here, so that no
/// channel holds them up (<see cref="LetterDelivery"/>).
/// </summary>
public sealed class Announcer(IOutbox outbox, Messenger messenger, ScreenReader screens, RunService runs, WakeSignals signals)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>What a running step prints is told this often at most.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    /// <summary>A file that was not taken is tried again this seldom, at first and at last.</summary>
    private static readonly (TimeSpan First, TimeSpan Last) FileAgain = (TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));

    /// <summary>A channel that is gone is asked again this seldom, at first and at last; at once when somebody acts there.</summary>
    private static readonly (TimeSpan First, TimeSpan Last) GoneAgain = (TimeSpan.FromHours(1), TimeSpan.FromHours(24));

    /// <summary>A run that is over is told to a channel that is gone for so long, and then given up.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(7);

    /// <summary>Messages that fail one after the other in one telling: then it is the channel and not the message.</summary>
    private const int MostFailures = 3;

    /// <summary>Takes the run whose telling is most overdue; null when every place of the room has heard everything.</summary>
    public Task<Due?> ClaimAsync(IChatRoom room, CancellationToken ct) => outbox.ClaimAsync(room.Platform, Messenger.Lease, ct);

    /// <summary>Tells a claimed place the latest of its run. A failure puts it off and is thrown on; patience that a room asks for only puts it off.</summary>
    public async Task TellAsync(IChatRoom room, Due due, CancellationToken ct)
    {
        try
        {
            CrashPoints.Reach(CrashPoints.BeforeAnnounce);
            // A place that is about to be told does not read of itself that it is not.
            runs.Access.Reach.Saw(due.Run.Number, [.. due.Gone.Where(gone => due.Rests || gone.Place != due.Place.ToString())]);
            if (await screens.ReadAsync(due.Run, ct) is not { } screen) return;
            var said = await messenger.SaidAsync(due.Place, due.Run, ct);
            await QueueLettersAsync(room, due, screen, said, ct);
            if (due.Rests) await outbox.SortedAsync(due, screen.Run.Seq, ct);
            else if (IsGivenUp(due, screen)) await outbox.GiveUpAsync(due, screen.Run.Seq, ct);
            else await TellAsync(room, due.Place, screen, said, ct);
        }
        catch (RoomBusyException busy)
        {
            await outbox.PutOffAsync(due, busy.Wait, busy.Message, ct);
        }
        catch (PlaceGoneException gone)
        {
            await outbox.GoneAsync(due, GoneAgain.First, GoneAgain.Last, gone.Message, ct);
            throw;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, due.Tries)));
            await outbox.PutOffAsync(due, wait, failure.Message, ct);
            throw;
        }
    }

    private async Task QueueLettersAsync(IChatRoom room, Due due, Screen screen, Dictionary<string, Said> said, CancellationToken ct)
    {
        var people = screen.Letters.Where(letter => Messenger.IsDue(letter, said)).Select(letter => letter.To.Name).Distinct(StringComparer.Ordinal).ToList();
        if (people.Count == 0) return;
        await outbox.QueueLettersAsync(due.Place, due.Run, screen.Run.Seq, people, ct);
        CrashPoints.Reach(CrashPoints.LettersQueued);
        signals.Room(room.Platform).Ring();
    }

    private async Task TellAsync(IChatRoom room, Place place, Screen screen, Dictionary<string, Said> said, CancellationToken ct)
    {
        await BringAllAsync(room, place, screen, said, ct);
        var lacks = await BringFilesAsync(room, place, screen, said, ct);
        CrashPoints.Reach(CrashPoints.AfterAnnounce);
        await outbox.ToldAsync(place, screen.Run.Id, screen.Run.Seq, room.Rest, screen.Run.RunningSteps.Any() ? ProgressEvery : lacks, ct);
    }

    /// <summary>
    /// Files come last, and none holds up anything else: what a platform says of a file is not true of the run's board. One that cannot be brought
    /// is a gap, and is tried again.
    /// </summary>
    /// <returns>When the place is told again, because a gap has come or gone, or a file is to be tried again; null: it lacks none.</returns>
    private async Task<TimeSpan?> BringFilesAsync(IChatRoom room, Place place, Screen screen, Dictionary<string, Said> said, CancellationToken ct)
    {
        TimeSpan? again = null;
        foreach (var file in screen.Files)
        {
            var known = runs.Access.Reach.UnsentOf(screen.Run.Id.Number).FirstOrDefault(one => one.Place == place.ToString() && one.Key == file.Key);
            var wasThere = said.GetValueOrDefault(file.Key) is { IsOnItsWay: false, IsRefused: false };
            var why = await TryFileAsync(room, place, screen, file, said, ct);
            if (why is null && known is null && wasThere) continue;
            if (why is null)
            {
                await outbox.SentAsync(place, screen.Run.Id, file.Key, ct);
                if (known is null) continue;
                runs.Access.Reach.Saw(screen.Run.Id.Number, known, isSent: true);
                again = room.Rest;
                continue;
            }
            var (lacks, age) = await outbox.UnsentAsync(place, screen.Run.Id, file.Key, file.Title.ToString(), why, ct);
            runs.Access.Reach.Saw(screen.Run.Id.Number, lacks, isSent: false);
            // The board shows a gap that is new; what is refused for good is not tried again.
            again = Sooner(again, known is null ? room.Rest : said.GetValueOrDefault(file.Key) is { IsRefused: true } ? null : FileWait(age));
        }
        return again;
    }

    private static TimeSpan FileWait(TimeSpan age) => TimeSpan.FromTicks(Math.Clamp(age.Ticks, FileAgain.First.Ticks, FileAgain.Last.Ticks));

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;

    /// <summary>Why it is not there, in the platform's words; null when it is.</summary>
    private async Task<string?> TryFileAsync(IChatRoom room, Place place, Screen screen, Post.OfFile file, Dictionary<string, Said> said, CancellationToken ct)
    {
        try
        {
            await messenger.BringAsync(room, place, screen.Run, file, said, Claim.Channel, ct);
            return said.GetValueOrDefault(file.Key) is { IsRefused: true } ? $"{room.Platform} does not take it" : null;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or PlaceGoneException or RoomBusyException))
        {
            return failure.Message.TrimEnd('.');
        }
    }

    /// <summary>
    /// One message that fails does not hold up the next. A room that takes no new message for a while may still bring the board up to date;
    /// everything else waits with it.
    /// </summary>
    private async Task BringAllAsync(IChatRoom room, Place place, Screen screen, Dictionary<string, Said> said, CancellationToken ct)
    {
        RoomBusyException? busy = null;
        var failures = new List<Exception>();
        foreach (var post in Posts(screen, HasBoard()))
        {
            if (post is not Post.OfBoard && (!HasBoard() || busy is not null || failures.Count >= MostFailures)) continue;
            try
            {
                await messenger.BringAsync(room, place, screen.Run, post, said, Claim.Channel, ct);
            }
            catch (RoomBusyException wait)
            {
                busy ??= wait;
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or PlaceGoneException))
            {
                failures.Add(failure);
            }
        }
        if (failures.Count > 0) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures[0]);
        if (busy is not null) throw busy;

        bool HasBoard() => said.GetValueOrDefault(Post.BoardKey) is { IsOnItsWay: false };
    }

    private static bool IsGivenUp(Due due, Screen screen) => screen.Run.IsOver && due.GoneFor > GivenUpAfter;

    /// <summary>
    /// Everything the run wants to have in a channel, in the order in which it matters: what must reach somebody before what only keeps
    /// the picture right. A board comes first only while there is none: everything else hangs beneath it.
    /// </summary>
    private static IEnumerable<Post> Posts(Screen screen, bool hasBoard)
    {
        var board = new Post.OfBoard(screen.Run.Id, screen.Board);
        IEnumerable<Post> quiet = [.. screen.Thread.Select(reply => new Post.OfThread(screen.Run.Id, reply.Key, reply))];
        return hasBoard ? [.. screen.Notices, board, .. quiet] : [board, .. screen.Notices, .. quiet];
    }
}
