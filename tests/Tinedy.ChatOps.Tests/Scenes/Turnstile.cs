namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>
/// Holds every bash step before its first word until the test lets it go on, and counts what has really been started. Bash itself reads the
/// turnstile, through <c>BASH_ENV</c>: the steps' text stays what was approved. Probes, which are other launches, pass.
/// </summary>
internal sealed class Turnstile
{
    private readonly string folder;

    private Turnstile(string folder) => this.folder = folder;

    public static async Task<Turnstile> InstallAsync(Scene scene)
    {
        var turnstile = new Turnstile(scene.AFolder("turnstile"));
        var script = Path.Combine(turnstile.folder, "turnstile.sh");
        await File.WriteAllTextAsync(script,
            $$"""
            # What the step starts is no step.
            unset BASH_ENV
            case $CHATOPS_LAUNCH in */launch-*)
              echo "$CHATOPS_ATTEMPT" >> '{{turnstile.folder}}/starts'
              until [ -e '{{turnstile.folder}}/open' ]; do sleep 0.05; done ;;
            esac
            """, TestContext.Current.CancellationToken);
        scene.Settings["Environments:prod:Variables:BASH_ENV"] = script;
        return turnstile;
    }

    /// <summary>One line for each time a step's shell was started: the attempt.</summary>
    public IReadOnlyList<string> Starts => File.Exists(In("starts")) ? File.ReadAllLines(In("starts")) : [];

    public void Open() => File.WriteAllBytes(In("open"), []);

    public void Close() => File.Delete(In("open"));

    private string In(string name) => Path.Combine(folder, name);
}
