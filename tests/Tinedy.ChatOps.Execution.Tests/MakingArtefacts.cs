using System.Collections.Immutable;
using System.Security.Cryptography;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class MakingArtefacts : IAsyncDisposable
{
    private readonly Scene scene = new();

    [Fact]
    public async Task New_and_changed_files_are_listed_with_size_and_digest()
    {
        await File.WriteAllTextAsync(scene.InWorkspace("old"), "old", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(scene.InWorkspace("changed"), "old", TestContext.Current.CancellationToken);
        var ending = await scene.RunAsync("printf dump > backup.sql; printf newer > changed; : > empty; cat old; mkdir sub; echo x > sub/inner");
        ending.Artefacts.Select(one => one.Path).ShouldBe(["backup.sql", "changed", "empty"], ignoreOrder: true);
        var backup = ending.Artefacts.Single(one => one.Path == "backup.sql");
        (backup.Bytes, backup.Sha256).ShouldBe((4, Convert.ToHexStringLower(SHA256.HashData("dump"u8))));
        backup.MadeAt.ShouldBeInRange(ending.StartedAt.AddSeconds(-1), ending.EndedAt.AddSeconds(1));
        ending.Known.ShouldBeNull();
    }

    [Fact]
    public async Task Links_and_pipes_are_neither_followed_nor_opened()
    {
        var ending = await scene.RunAsync("ln -s /etc/passwd link; mkfifo pipe; ln -s nowhere dangling; echo real > file");
        ending.Artefacts.Select(one => one.Path).ShouldBe(["file"]);
    }

    [Fact]
    public async Task Of_many_files_the_last_twenty_are_listed_and_the_rest_counted()
    {
        var ending = await scene.RunAsync("for i in $(seq 1 25); do echo $i > f$i; done");
        ending.Artefacts.Length.ShouldBe(20);
        ending.Known.ShouldBe("5 of 25 new or changed files are not listed.");
    }

    [Fact]
    public async Task A_secret_in_a_file_name_is_masked()
    {
        var launch = scene.A("touch \"dump-$KEY.sql\"") with { Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("KEY", "hunter22") };
        (await scene.RunAsync(launch)).Artefacts.Single().Path.ShouldBe("dump-•••.sql");
    }

    [Fact]
    public async Task A_step_that_deletes_the_attempts_folder_ends_known_or_unknown_and_has_run_once()
    {
        // Its supervisor writes there at the same time: what is left for it decides whether the end is known. Nothing is made anew.
        (await scene.RunAsync($"echo ran >> starts; rm -rf {scene.Attempts}/17-* || true")).Outcome.ShouldBeOneOf(Outcome.Succeeded, Outcome.Unknown);
        File.ReadAllText(scene.InWorkspace("starts")).ShouldBe("ran\n");
    }

    [Fact]
    public async Task A_step_that_deletes_its_workspace_still_ends()
    {
        var ending = await scene.RunAsync("rm -rf \"$PWD\"");
        (ending.ExitCode, ending.Artefacts.Length).ShouldBe((0, 0));
        Directory.CreateDirectory(scene.Workspace);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
