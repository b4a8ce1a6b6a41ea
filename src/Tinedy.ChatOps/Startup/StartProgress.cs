using System.Globalization;

namespace Tinedy.ChatOps.Startup;

/// <summary>
/// Tells whoever looks at the terminal what the start is doing. What is under way for more than three seconds is said, and how far it is;
/// from then on each ten seconds. It ends when the service serves.
/// </summary>
internal sealed class StartProgress : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly TextWriter to;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private string doing;
    private Func<string?>? howFar;
    private long since;

    /// <param name="first">What is done first.</param>
    public StartProgress(TextWriter to, TimeProvider time, string first)
    {
        (this.to, this.time, doing, since) = (to, time, first, time.GetTimestamp());
        timer = time.CreateTimer(_ => Remind(), null, Quiet, Again);
    }

    /// <summary>Something else is done now. It is said only when it takes long.</summary>
    /// <param name="what">Reads well before "is under way".</param>
    /// <param name="howFar">Asked each time it is said; null where nobody knows.</param>
    public void Begin(string what, Func<string?>? howFar = null)
    {
        lock (gate) (doing, this.howFar, since) = (what, howFar, time.GetTimestamp());
        timer.Change(Quiet, Again);
    }

    /// <summary>The same, for what is known to take long: it is said at once.</summary>
    public void Say(string what) => Say(what, null);

    /// <inheritdoc cref="Say(string)"/>
    public void Say(string what, Func<string?>? howFar)
    {
        Begin(what, howFar);
        Print($"{what}.");
    }

    public void Dispose() => timer.Dispose();

    private void Remind()
    {
        string line;
        lock (gate)
        {
            var seconds = ((int)time.GetElapsedTime(since).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            line = howFar?.Invoke() is { } far ? $"{doing}: {far}, {seconds} s so far." : $"{doing}: {seconds} s so far.";
        }
        Print(line);
    }

    private void Print(string line)
    {
        lock (gate) to.WriteLine(line);
    }
}
