using System.Runtime.InteropServices;

namespace Tinedy.ChatOps.Verbs;

/// <summary>Asks the program to stop when it is told to: by Ctrl+C, by a service manager, or by a terminal that is closed.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> registrations;

    public StopSignals() => registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Hear))];

    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
    }

    private void Hear(PosixSignalContext signal)
    {
        // Otherwise the process ends here and now, and leaves what it has started.
        signal.Cancel = true;
        stop.Cancel();
    }
}
