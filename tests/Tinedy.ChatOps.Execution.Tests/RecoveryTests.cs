using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Running;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>
/// What may be done with an attempt, for every combination of what the database, the lease, the folder, the claim, the ending, the supervisor's
/// process and the machine's start can say: present, missing or contradicting.
/// </summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("chatops-recovery-").FullName;

    /// <summary>What is allowed, and nothing else is. A star is anything; each combination stands in exactly one line.</summary>
    private const string Allowed = """
        row                        lease           folder        claim                      ending     process      boot            verdict
        *                          Lost            *             *                          *          *            *               Leave
        *                          Ours|TakenOver  AnotherLaunch *                          *          *            *               Unknown

        NothingOrdered             Ours            Missing       Missing|StartedNothing     Missing    *            *               Start
        NothingOrdered             TakenOver       Missing       Missing|StartedNothing     Missing    *            *               NeverStarted
        NothingOrdered             Ours|TakenOver  Missing       Taken|Unreadable           Missing    *            *               Unknown
        Nothing|Ordered|Contradiction Ours|TakenOver Missing     *                          Missing    *            *               Unknown
        *                          Ours|TakenOver  Missing       *                          Present|Unreadable *    *               Unknown

        *                          Ours|TakenOver  Present       *                          Unreadable *            *               Unknown
        Nothing|Ordered|Contradiction Ours|TakenOver Present     Taken                      Present    *            *               Report
        NothingOrdered             Ours|TakenOver  Present       Taken                      Present    *            *               Unknown
        Ordered                    Ours|TakenOver  Present       Missing|Unreadable         Present    *            *               Report
        Nothing|NothingOrdered|Contradiction Ours|TakenOver Present Missing|Unreadable      Present    *            *               Unknown
        *                          Ours|TakenOver  Present       StartedNothing             Present    *            *               Unknown

        NothingOrdered             Ours            Present       Missing|StartedNothing     Missing    *            *               Start
        NothingOrdered             TakenOver       Present       Missing|StartedNothing     Missing    *            *               NeverStarted
        NothingOrdered             Ours|TakenOver  Present       Taken|Unreadable           Missing    Alive        Same            Follow
        NothingOrdered             Ours|TakenOver  Present       Taken|Unreadable           Missing    Alive        Missing|Another Unknown
        NothingOrdered             Ours|TakenOver  Present       Taken|Unreadable           Missing    Missing|Gone *               Unknown

        Ordered                    Ours            Present       StartedNothing             Missing    *            *               Start
        Ordered                    TakenOver       Present       StartedNothing             Missing    *            *               NeverStarted
        Ordered                    Ours|TakenOver  Present       Missing|Taken|Unreadable   Missing    Alive        Same            Follow
        Ordered                    Ours|TakenOver  Present       Missing|Taken|Unreadable   Missing    Alive        Missing|Another Unknown
        Ordered                    Ours|TakenOver  Present       Missing|Taken|Unreadable   Missing    Missing|Gone *               Unknown

        Nothing|Contradiction      Ours|TakenOver  Present       *                          Missing    Alive        Same            Follow
        Nothing|Contradiction      Ours|TakenOver  Present       *                          Missing    Alive        Missing|Another Unknown
        Nothing|Contradiction      Ours|TakenOver  Present       *                          Missing    Missing|Gone *               Unknown
        """;

    private static readonly List<LaunchEvidence> Every =
    [
        .. from row in Enum.GetValues<RowState>()
           from lease in Enum.GetValues<LeaseState>()
           from folder in Enum.GetValues<FolderState>()
           from claim in Enum.GetValues<ClaimState>()
           from ending in Enum.GetValues<FileState>()
           from process in Enum.GetValues<ProcessState>()
           from boot in Enum.GetValues<BootState>()
           select new LaunchEvidence(row, lease, folder, claim, ending, process, boot),
    ];

    [Fact]
    public void Of_every_combination_of_what_is_known_only_what_the_table_allows_is_done()
    {
        var lines = Allowed.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0).ToList();
        Every.Count.ShouldBe(4 * 3 * 3 * 4 * 3 * 3 * 3);
        foreach (var seen in Every)
        {
            var allowed = lines.Where(words => Matches(words, seen)).ToList();
            allowed.Count.ShouldBe(1, $"{seen} stands in one line");
            Recovery.Decide(seen).ToString().ShouldBe(allowed[0][^1], seen.ToString());
        }
    }

    [Fact]
    public void Nothing_is_started_without_positive_proof_that_it_was_never_started()
    {
        foreach (var seen in Every.Where(seen => Recovery.Decide(seen) == RecoveryAction.Start))
        {
            var isProven = seen.Row == RowState.NothingOrdered || seen is { Row: RowState.Ordered, Folder: FolderState.Present, Claim: ClaimState.StartedNothing };
            isProven.ShouldBeTrue(seen.ToString());
            (seen.Lease, seen.Ending).ShouldBe((LeaseState.Ours, FileState.Missing), seen.ToString());
        }
    }

    [Fact]
    public void Once_something_was_ordered_nothing_that_vanishes_leads_to_a_start()
    {
        var saidNothing = Every.Where(seen => seen.Row != RowState.NothingOrdered && seen.Claim != ClaimState.StartedNothing);
        foreach (var seen in saidNothing.Where(seen => Recovery.Decide(seen) != RecoveryAction.Start))
            foreach (var less in Without(seen)) Recovery.Decide(less).ShouldNotBe(RecoveryAction.Start, $"{seen} and then {less}");
    }

    /// <summary>Bots that come and die anywhere, supervisors that are slow, folders and claims that vanish.</summary>
    [Theory]
    [InlineData(250)]
    [InlineData(1_000, Explicit = true)]
    public void In_many_trials_a_once_step_is_never_started_twice(int trials)
    {
        var starts = new int[trials];
        var lives = new Dictionary<RecoveryAction, int>();
        Parallel.For(0, starts.Length, trial =>
        {
            foreach (var action in Live(trial, () => Interlocked.Increment(ref starts[trial])))
                lock (lives) lives[action] = lives.GetValueOrDefault(action) + 1;
        });
        starts.ShouldAllBe(count => count <= 1);
        starts.Count(count => count == 1).ShouldBeGreaterThan(trials / 10);
        lives[RecoveryAction.Start].ShouldBeGreaterThan(starts.Sum(), "some launches are closed, and another follows");
        lives[RecoveryAction.Unknown].ShouldBeGreaterThan(trials / 10);
    }

    [Fact]
    public void A_database_that_went_back_behind_an_order_that_this_host_remembers_starts_nothing()
    {
        var row = new LaunchOrders(0, 0, null, HasShown: false);
        Recovery.Decide(LaunchEvidence.Of(Origin.Claimed, row, null)).ShouldBe(RecoveryAction.Start);
        Recovery.Decide(LaunchEvidence.Of(Origin.Claimed, row, null, remembered: 1)).ShouldBe(RecoveryAction.Unknown);
        Recovery.Decide(LaunchEvidence.Of(Origin.Claimed, row with { Ordered = 1, Closed = 1, Launch = "launch-1" }, null, remembered: 2)).ShouldBe(RecoveryAction.Unknown);
    }

    [Fact]
    public void What_a_lost_start_left_is_not_seen_by_another_start_of_the_same_number()
    {
        var attempt = new AttemptId(new(17), new("once"), 1);
        var lost = new AttemptFolder(root, attempt, "aaaaaaaaaaaaaaaaaaaa").AddLaunch();
        lost.TryClaim(new(ProcessIdentity.OfThis())).ShouldBeTrue();

        var another = new AttemptFolder(root, attempt, "bbbbbbbbbbbbbbbbbbbb");
        another.Latest.ShouldBeNull();
        another.AddLaunch().HasClaim.ShouldBeFalse();
        new AttemptFolder(root, attempt, "aaaaaaaaaaaaaaaaaaaa").Latest!.Path.ShouldBe(lost.Path);
    }

    [Fact]
    public void A_folder_of_an_older_version_counts_for_the_launch_that_the_database_names_and_for_no_other()
    {
        var attempt = new AttemptId(new(17), new("older"), 1);
        var launch = new AttemptFolder(root, attempt).AddLaunch();
        launch.TryClaim(new(ProcessIdentity.OfThis())).ShouldBeTrue();

        var folder = new AttemptFolder(root, attempt, "aaaaaaaaaaaaaaaaaaaa");
        folder.IsUnbound.ShouldBeTrue();
        Recovery.Decide(LaunchEvidence.Of(Origin.Recalled, new(1, 0, launch.Name, true), folder.Latest, folder.IsUnbound)).ShouldBe(RecoveryAction.Follow);
        Recovery.Decide(LaunchEvidence.Of(Origin.Recalled, new(0, 0, null, false), folder.Latest, folder.IsUnbound)).ShouldBe(RecoveryAction.Unknown);
    }

    [Fact]
    public void What_was_launched_is_remembered_by_its_file_and_by_its_folder()
    {
        var store = new LaunchStore(root);
        var attempt = new AttemptId(new(17), new("once"), 1);
        var mark = new JournalMark("1c9e-7", 4, "ab", []);
        store.Add(attempt.Run, mark, new("once", 1, "aaaaaaaaaaaaaaaaaaaa", "launch-1-1"));
        store.Move(attempt.Run, mark with { Seq = 5 });
        var folder = new AttemptFolder(root, attempt, "cccccccccccccccccccc");
        folder.AddLaunch().TryClaim(new(ProcessIdentity.OfThis())).ShouldBeTrue();
        folder.Sign(new("1c9e-7", 17, "once", 1, "cccccccccccccccccccc"));

        var known = new LaunchStore(root).Find(attempt.Run, "1c9e-7")!;
        (known.Mark.Seq, known.Launches.Length).ShouldBe((5, 2));
        store.CountOf(attempt.Run, "aaaaaaaaaaaaaaaaaaaa", "1c9e-7").ShouldBe(1);
        foreach (var file in Directory.GetFiles(root, "run-*")) File.Delete(file);
        new LaunchStore(root).All().ShouldHaveSingleItem().Launches.ShouldHaveSingleItem().Start.ShouldBe("cccccccccccccccccccc");
    }

    private List<RecoveryAction> Live(int trial, Action started)
    {
        var dice = new Random(trial);
        var attempt = new AttemptFolder(root, new(new(1000 + trial), new("once"), 1));
        var row = new LaunchOrders(0, 0, null, HasShown: false);
        var supervisors = new List<Task>();
        var actions = new List<RecoveryAction>();
        for (var life = 0; life < 6; life++)
        {
            var action = Recovery.Decide(LaunchEvidence.Of(Origin.Recalled, row, AttemptMonitor.InQuestion(attempt, row)));
            actions.Add(action);
            if (action == RecoveryAction.Start) row = Launch(row with { Closed = row.Ordered!.Value });
            if (dice.Next(4) == 0) Vanish(attempt, row, life, trial);
            if (dice.Next(2) == 0) Task.WaitAll([.. supervisors], TestContext.Current.CancellationToken);
        }
        Task.WaitAll([.. supervisors], TestContext.Current.CancellationToken);
        return actions;

        LaunchOrders Launch(LaunchOrders before)
        {
            var launch = attempt.AddLaunch();
            var (diesBefore, diesBehind) = (dice.Next(3) == 0, dice.Next(3) == 0);
            supervisors.Add(Task.Run(() => Supervise(launch, isOrdered: !diesBefore && !diesBehind, started)));
            return diesBefore ? before : before with { Ordered = before.Ordered + 1, Launch = launch.Name };
        }
    }

    private static void Supervise(LaunchFolder launch, bool isOrdered, Action started)
    {
        try
        {
            if (launch.TryClaim(new(isOrdered ? new ProcessIdentity(1, 1, "another boot") : null)) && isOrdered) started();
        }
        catch (IOException)
        {
            // The folder is gone: it starts nothing.
        }
    }

    private void Vanish(AttemptFolder attempt, LaunchOrders row, int life, int trial)
    {
        if (AttemptMonitor.InQuestion(attempt, row) is not { Exists: true } launch) return;
        if (life % 2 == 0) File.Delete(Path.Combine(launch.Path, "claim"));
        else Directory.Move(launch.Path, Path.Combine(root, FormattableString.Invariant($"gone-{trial}-{life}")));
    }

    private static bool Matches(string[] words, LaunchEvidence seen)
    {
        object[] facts = [seen.Row, seen.Lease, seen.Folder, seen.Claim, seen.Ending, seen.Process, seen.Boot];
        return facts.Zip(words).All(pair => pair.Second == "*" || pair.Second.Split('|').Contains(pair.First.ToString()));
    }

    private static IEnumerable<LaunchEvidence> Without(LaunchEvidence seen) =>
    [
        seen with { Row = RowState.Nothing },
        seen with { Folder = FolderState.Missing },
        seen with { Claim = ClaimState.Missing },
        seen with { Ending = FileState.Missing },
        seen with { Process = ProcessState.Missing },
        seen with { Boot = BootState.Missing },
        new(seen.Row, seen.Lease, FolderState.Missing, ClaimState.Missing, FileState.Missing, ProcessState.Missing, BootState.Missing),
    ];

    public void Dispose() => Directory.Delete(root, recursive: true);
}
