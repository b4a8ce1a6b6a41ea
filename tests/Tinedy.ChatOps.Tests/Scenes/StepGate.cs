namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>
/// Holds every bash step before its first word until the test lets it go on, and counts what has really been started. Bash itself reads the
/// gate, through <c>BASH_ENV</c>: the steps' text stays what was approved. Probes, which are other launches, pass.
/// </summary>
internal sealed class StepGate
{
    private readonly string folder;

    private StepGate(string folder) => this.folder = folder;

    public static async Task<StepGate> InstallAsync(Scene scene)
    {
        var gate = new StepGate(scene.AFolder("gate"));
        var script = Path.Combine(gate.folder, "gate.sh");
        await File.WriteAllTextAsync(script,
            $$"""
            # What the step starts is no step.
            unset BASH_ENV
            case $CHATOPS_LAUNCH in */launch-*)
              echo "$CHATOPS_ATTEMPT" >> '{{gate.folder}}/starts'
              until [ -e '{{gate.folder}}/open' ]; do sleep 0.05; done ;;
            esac
            """, TestContext.Current.CancellationToken);
        scene.Settings["Environments:prod:Variables:BASH_ENV"] = script;
        return gate;
    }

    /// <summary>One line for each time a step's shell was started: the attempt.</summary>
    public IReadOnlyList<string> Starts => File.Exists(In("starts")) ? File.ReadAllLines(In("starts")) : [];

    public void Open() => File.WriteAllBytes(In("open"), []);

    public void Close() => File.Delete(In("open"));

    private string In(string name) => Path.Combine(folder, name);
}
