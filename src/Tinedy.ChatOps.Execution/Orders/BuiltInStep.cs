using System.Collections.Immutable;
using Tinedy.ChatOps.Execution.Folders;

namespace Tinedy.ChatOps.Execution.Orders;

internal enum BuiltInStepKind
{
    /// <summary>A block of SQL.</summary>
    Sql,

    /// <summary>A request.</summary>
    Http,

    /// <summary>Looks whether a backup deserves the name.</summary>
    ProveBackup,

    /// <summary>The same, and restores it into a scratch database.</summary>
    RestoreBackup,

    /// <summary>Looks whether Prisma's migrations can be applied.</summary>
    PrismaBefore,

    /// <summary>Looks whether they have been.</summary>
    PrismaAfter,

    /// <summary>Looks on behalf of a watcher.</summary>
    Watch,
}

/// <summary>
/// A step that is no shell command, performed by this program in a process of its own: so it outlives the bot, is stopped and timed out,
/// and prints, like any other. Travels as one argument, hence holds no secret; those are in the environment.
/// </summary>
/// <param name="Text">The block as shown; for a proof, the files to look at, one a line.</param>
/// <param name="Target">The variable that holds the database's address.</param>
internal sealed record BuiltInStep(BuiltInStepKind Act, string Text, string Target)
{
    /// <summary>
    /// So much longer the supervisor of a step waits that keeps its limit itself. Of the two the process wins by design, because only it can
    /// say what was found until then, and its own start is none of the step's time; whoever stops it from outside stops a process that hangs.
    /// </summary>
    public static TimeSpan Backstop { get; } = TimeSpan.FromSeconds(30);

    public bool InOneTransaction { get; init; } = true;

    public int Retries { get; init; }

    /// <summary>
    /// The time of the whole step, kept by the process itself: see <see cref="Backstop"/>. Requests share it, so that none uses up what the
    /// retries behind it need.
    /// </summary>
    public TimeSpan Within { get; init; } = Timeout.InfiniteTimeSpan;

    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>How a watcher measures; null for everything else.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>When the step began whose work is looked at.</summary>
    public DateTimeOffset? Since { get; init; }

    public string Write() => System.Text.Encoding.UTF8.GetString(DurableFile.Format(this));

    public static BuiltInStep? Read(string text) => DurableFile.Parse<BuiltInStep>(System.Text.Encoding.UTF8.GetBytes(text));
}
