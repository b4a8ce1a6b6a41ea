using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Journal;

/// <summary>An append as the arrays that <c>append.sql</c> unnests.</summary>
internal static class AppendParameters
{
    public static DynamicParameters Of(Append append)
    {
        Check(append);
        var parameters = new DynamicParameters(new
        {
            run = append.Run.Number,
            key = StoredValues.Text(append.Key),
            first = append.Entries[0].Seq,
            last = append.Entries[^1].Seq,
            before = append.Before.ToArray(),
            accepts = append.AcceptsJournal,
            found = Column(append.Found, start => start),
            seqs = Column(append.Entries, entry => entry.Seq),
            ats = Column(append.Entries, entry => entry.At.UtcDateTime),
            kinds = Column(append.Entries, entry => entry.Kind),
            bodies = Column(append.Entries, entry => entry.Body),
            hashes = Column(append.Entries, entry => entry.Hash.ToArray()),
            places = Column(append.Places, place => place.ToString()),
            waits = append.WaitsForEnvironment,
            takes = append.TakesEnvironment,
            releases = append.ReleasesEnvironment,
        });
        AddSignOffs(parameters, append);
        AddAttempts(parameters, append);
        AddPages(parameters, append);
        AddWatches(parameters, append);
        return parameters;
    }

    private static void AddSignOffs(DynamicParameters parameters, Append append)
    {
        var times = append.Entries.ToDictionary(entry => entry.Seq, entry => entry.At.UtcDateTime);
        parameters.AddDynamicParams(new
        {
            voidedRoles = Column(append.Voided, voided => voided.Role),
            voidedSeqs = Column(append.Voided, voided => voided.Seq),
            voidedAts = Column(append.Voided, voided => times[voided.Seq]),
            signedSeqs = Column(append.SignOffs, row => row.Seq),
            signedRoles = Column(append.SignOffs, row => row.Role),
            platforms = Column(append.SignOffs, row => row.By.Via!.Value.Platform),
            tenants = Column(append.SignOffs, row => row.By.Via!.Value.Tenant),
            users = Column(append.SignOffs, row => row.By.Via!.Value.User),
            names = Column(append.SignOffs, row => StoredValues.Text(row.By.Name)),
            emails = Column(append.SignOffs, row => StoredValues.TextOrNull(row.By.Email)),
            contents = Column(append.SignOffs, row => row.Content),
            remarks = Column(append.SignOffs, row => StoredValues.TextOrNull(row.Remark)),
            signedAts = Column(append.SignOffs, row => row.At.UtcDateTime),
        });
    }

    private static void AddAttempts(DynamicParameters parameters, Append append) => parameters.AddDynamicParams(new
    {
        runner = append.Runner,
        heldItem = append.Held?.Attempt.Item.Value,
        heldNumber = append.Held?.Attempt.Number,
        heldBy = append.Held?.Owner,
        queuedItems = Column(append.Queued, attempt => attempt.Item.Value),
        queuedNumbers = Column(append.Queued, attempt => attempt.Number),
        cancelledItems = Column(append.Cancelled, attempt => attempt.Item.Value),
        cancelledNumbers = Column(append.Cancelled, attempt => attempt.Number),
        unclaimedItems = Column(append.Unclaimed, attempt => attempt.Item.Value),
        unclaimedNumbers = Column(append.Unclaimed, attempt => attempt.Number),
        endedItems = Column(append.Ended, attempt => attempt.Item.Value),
        endedNumbers = Column(append.Ended, attempt => attempt.Number),
    });

    private static void AddPages(DynamicParameters parameters, Append append) => parameters.AddDynamicParams(new
    {
        pageSeqs = Column(append.Pages, page => page.Seq),
        pageKinds = Column(append.Pages, page => page.Kind.ToString().ToLowerInvariant()),
        pageAlerts = Column(append.Pages, page => page.Alert),
        stopped = Column(append.Stopped, alert => alert),
        triedSeqs = Column(append.Tried, tried => tried.Seq),
        triedAgain = Column(append.Tried, tried => tried.Again),
        dueAt = append.DueAt?.UtcDateTime,
    });

    private static void AddWatches(DynamicParameters parameters, Append append) => parameters.AddDynamicParams(new
    {
        watches = Column(append.Watches, criterion => criterion.Value),
        endsWatches = append.EndsWatches,
    });

    /// <summary>What a caller can only get wrong by a mistake in the program: said before anything is sent.</summary>
    private static void Check(Append append)
    {
        if (append.Entries.IsDefaultOrEmpty) throw new ArgumentException("An append without entries writes nothing.", nameof(append));
        for (var i = 1; i < append.Entries.Length; i++)
        {
            if (append.Entries[i].Seq == append.Entries[0].Seq + i) continue;
            throw new ArgumentException($"Entries of run {append.Run} are not consecutive at {append.Entries[i].Seq}.", nameof(append));
        }
        if (append.SignOffs.Any(row => row.By.Via is null))
        {
            throw new ArgumentException("A signature needs the account it was given from; the bot cannot sign.", nameof(append));
        }
        var strange = append.Queued.Concat(append.Cancelled).Concat(append.Ended).Where(attempt => attempt.Run != append.Run).ToArray();
        if (strange.Length > 0) throw new ArgumentException($"Attempt {strange[0]} is not of run {append.Run}.", nameof(append));
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyCollection<TRow> rows, Func<TRow, TColumn> of) => [.. rows.Select(of)];
}
