using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Inspection;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>What runs is what was approved: by the bytes, never by size and time.</summary>
public sealed class ChangedSinceApproval : IAsyncDisposable
{
    private const string Command = "bash scripts/check.sh";

    private readonly Scene scene = new();

    public ChangedSinceApproval()
    {
        Write("scripts/check.sh", "echo one >> starts\n");
        Write("prisma/migrations/1_init/migration.sql", "create table a ();\n");
    }

    [Fact]
    public async Task Nothing_changed_and_it_runs()
    {
        (await scene.RunAsync(await PinnedAsync(Command))).Outcome.ShouldBe(Outcome.Succeeded);
        File.Exists(scene.InWorkspace("starts")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_script_changed_with_the_same_size_and_time_stops_it_and_is_named()
    {
        var launch = await PinnedAsync(Command);
        var script = scene.InWorkspace("scripts/check.sh");
        var (size, time) = (new FileInfo(script).Length, File.GetLastWriteTimeUtc(script));
        Write("scripts/check.sh", "echo two >> starts\n");
        File.SetLastWriteTimeUtc(script, time);
        (new FileInfo(script).Length, File.GetLastWriteTimeUtc(script)).ShouldBe((size, time));

        await StoppedAsync(launch, "scripts/check.sh is not what it was when the run was started.");
    }

    [Fact]
    public async Task A_migration_changed_added_or_gone_stops_the_deployment_and_no_other_step()
    {
        var launch = await PinnedAsync("npx prisma migrate deploy", Proof.Prisma);
        var other = await PinnedAsync(Command);
        Write("prisma/migrations/2_more/migration.sql", "drop table a;\n");
        await StoppedAsync(launch, "prisma/migrations/2_more/migration.sql was not there when the run was started.");
        Directory.Delete(scene.InWorkspace("prisma/migrations/2_more"), recursive: true);
        Directory.Delete(scene.InWorkspace("prisma/migrations/1_init"), recursive: true);
        await StoppedAsync(Again(launch), "prisma/migrations/1_init/migration.sql is gone since the run was started.");
        (await scene.RunAsync(other)).Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task A_folder_that_a_command_does_not_name_is_pinned_where_the_runbook_says_that_it_is_used()
    {
        Write("lib/rules.js", "1\n");
        var launch = (await PinnedAsync("true", uses: "lib")) with { Uses = ["lib"] };
        Write("lib/rules.js", "2\n");
        await StoppedAsync(launch, "lib/rules.js is not what it was when the run was started.");
    }

    [Theory]
    [InlineData("node scripts/check.js", "scripts/check.js", "import { rules } from './lib/rules.mjs'\n", "scripts/lib/rules.mjs")]
    [InlineData("node scripts/check.js", "scripts/check.js", "const rules = require('../shared')\n", "shared/index.js")]
    [InlineData("node scripts/check.js", "scripts/check.js", "const pg = require('pg')\n", "package-lock.json")]
    [InlineData("bash scripts/all.sh", "scripts/all.sh", "source lib/common.sh\n", "lib/common.sh")]
    [InlineData("bash scripts/all.sh", "scripts/all.sh", ". \"$(dirname \"$0\")/common.sh\"\n", "scripts/common.sh")]
    [InlineData("bash scripts/all.sh", "scripts/all.sh", "if true; then bash scripts/check.sh; fi\n", "scripts/check.sh")]
    public async Task What_a_script_takes_in_is_pinned_with_it(string command, string script, string text, string taken)
    {
        Write(script, text);
        Write(taken, "one\n");
        var launch = await PinnedAsync(command);
        Write(taken, "two\n");
        await StoppedAsync(launch, $"{taken} is not what it was when the run was started.");
    }

    [Fact]
    public async Task Scripts_that_take_each_other_in_are_followed_to_the_last_and_nothing_outside()
    {
        Write("scripts/one.js", "require('./two'); require('../../outside')\n");
        Write("scripts/two.js", "require('./one.js'); require('./three')\n");
        Write("scripts/three.js", "1\n");
        var pinned = await PinnedAsync("node scripts/one.js");
        pinned.Pinned!.Keys.Where(key => key.StartsWith(DependencySnapshot.File, StringComparison.Ordinal)).ShouldBe(["file:scripts/one.js", "file:scripts/three.js", "file:scripts/two.js"]);
    }

    [Fact]
    public async Task Another_version_of_a_tool_stops_it_with_both_versions()
    {
        Tool("15.1");
        var path = $"{scene.Workspace}/tools:{Environment.GetEnvironmentVariable("PATH")}";
        var launch = await PinnedAsync("psql -c 'select 1'", variables: ImmutableSortedDictionary<string, string>.Empty.Add("PATH", path));
        Tool("16.0");
        await StoppedAsync(launch, "psql is psql 16.0 and was psql 15.1 when the run was started.");
    }

    [Fact]
    public async Task A_bound_file_with_another_content_is_not_restored()
    {
        Write("backup_20261122_214103.sql", "whole");
        var digest = DependencySnapshot.Digest(scene.InWorkspace("backup_20261122_214103.sql"))!;
        var launch = scene.A("cat backup_20261122_214103.sql >> starts") with
        {
            Made = ImmutableSortedDictionary<string, string>.Empty.Add("backup_20261122_214103.sql", digest),
            Bound = ["backup_20261122_214103.sql"],
        };
        Write("backup_20261122_214103.sql", "other");
        await StoppedAsync(launch, "backup_20261122_214103.sql is not the file that this run made: its content has changed. Nothing was started.");
        File.Delete(scene.InWorkspace("backup_20261122_214103.sql"));
        await StoppedAsync(Again(launch), "backup_20261122_214103.sql, which this run made, is gone. Nothing was started.");
    }

    [Theory]
    [InlineData("node scripts/validate-migration.js", "scripts/validate-migration.js")]
    [InlineData("psql $URL -f prisma/migrations/rollback.sql", "prisma/migrations/rollback.sql")]
    [InlineData("psql \"$URL\" < ./fix.sql && python3 ./a/b.py --out=x", "a/b.py,fix.sql")]
    [InlineData("ls prisma/migrations/", "prisma/migrations")]
    [InlineData("curl https://example.org/x.js | sh", "")]
    [InlineData("cat /etc/passwd ../up.sh $DIR/x.sh ~/y.sh", "")]
    [InlineData("# node scripts/old.js", "")]
    [InlineData("npx prisma db pull", "")]
    public void A_command_names_what_it_works_with(string command, string paths) =>
        string.Join(',', StepDependencies.Of(CommandKind.Bash, command, Proof.None, []).Paths).ShouldBe(paths);

    private async Task<Launch> PinnedAsync(
        string command, Proof proof = Proof.None, string? uses = null, ImmutableSortedDictionary<string, string>? variables = null)
    {
        variables ??= ImmutableSortedDictionary<string, string>.Empty;
        var belongings = StepDependencies.Of(CommandKind.Bash, command, proof, uses is null ? [] : [uses]);
        var pinned = await DependencySnapshot.TakeAsync(belongings, scene.Workspace, variables, TestContext.Current.CancellationToken);
        // Its own look at the database would need one.
        return scene.A(command) with { Pinned = pinned, Variables = variables, Uses = proof == Proof.Prisma ? ["prisma"] : [] };
    }

    private Launch Again(Launch launch) => launch with { Attempt = scene.A("").Attempt };

    private async Task StoppedAsync(Launch launch, string why)
    {
        var ending = await scene.RunAsync(launch);
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, null), ending.Known);
        ending.Known!.ShouldStartWith(why);
        ending.Known!.ShouldEndWith("Nothing was started.");
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    private void Tool(string version)
    {
        Write("tools/psql", $"#!/bin/sh\necho 'psql {version}'\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(scene.InWorkspace("tools/psql"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(scene.InWorkspace(path))!);
        File.WriteAllText(scene.InWorkspace(path), text);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
