namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>The service that people look at, wherever it runs.</summary>
internal abstract class Bot : IAsyncDisposable
{
    /// <summary>Where it serves; the same after a restart.</summary>
    public Uri Address { get; protected set; } = null!;

    /// <summary>Everything it has printed, for whoever wonders why a test failed.</summary>
    public abstract string Printed { get; }

    public abstract ValueTask DisposeAsync();
}
