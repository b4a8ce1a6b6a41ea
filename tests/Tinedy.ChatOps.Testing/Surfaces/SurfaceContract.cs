namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>
/// What exists on one surface exists on all. The contracts are told in the words of those who use it, over <see cref="ISurface"/>; each
/// surface's test project compiles them and says how its surface is opened.
/// </summary>
/// <param name="open">Opens the surface of a service that has this one runbook and no run yet.</param>
public abstract class SurfaceContract(Func<string, Task<ISurface>> open) : IAsyncLifetime
{
    private ISurface? surface;

    protected ISurface Surface => surface ?? throw new InvalidOperationException("The test has not opened its surface.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (surface is not null) await surface.DisposeAsync();
    }

    protected ISeat As(string name) => Surface.As(name);

    protected async Task OpenAsync(string runbook = SurfaceRunbooks.Move) => surface = await open(runbook);

    /// <summary>Run 1 on prod, started by devops.</summary>
    protected async Task StartAsync(string runbook = SurfaceRunbooks.Move)
    {
        await OpenAsync(runbook);
        await As("devops").TypeAsync("start");
        await As("devops").BoardAsync("Running · prod");
    }

    protected async Task TypeAllAsync(string who, params string[] lines)
    {
        foreach (var line in lines) await As(who).TypeAsync(line);
    }
}
