using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Commands;

/// <summary>
/// A step's command with every paper placeholder bound to the one file that this run made for it. Shown before it runs, and what is
/// shown is what runs.
/// </summary>
/// <param name="Command">The exact text that runs.</param>
/// <param name="Files">Placeholder → file.</param>
/// <param name="Refused">Why it cannot run; null when everything is bound.</param>
public sealed record CommandBinding(string Command, ImmutableSortedDictionary<string, string> Files, Refusal? Refused)
{
    public string CommandDigest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Command)));

    /// <param name="item">A step.</param>
    public static CommandBinding For(Run run, Item item)
    {
        if (run.Rehearsal == Rehearsal.Printed) return new(Printing(item.Command!.Text), ImmutableSortedDictionary<string, string>.Empty, null);
        var command = item.Command!.Text;
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var placeholder in item.Command.Placeholders)
        {
            var candidates = run.Artefacts.Select(made => made.File.Path).Where(path => Placeholder.Matches(placeholder, path)).Distinct().ToList();
            if (candidates.Count != 1) return new(command, files.ToImmutable(), Refusals.NoSingleBackup(item, placeholder, candidates.Count));
            files[placeholder] = candidates[0];
            command = Placeholder.Bind(command, placeholder, candidates[0]);
        }
        return new(command, files.ToImmutable(), null);
    }

    /// <summary>A command that prints another and runs nothing of it, whatever stands in it.</summary>
    private static string Printing(string command)
    {
        var end = "END_OF_COMMAND";
        while (command.Contains(end, StringComparison.Ordinal)) end += "_";
        return $"cat <<'{end}'\n{command.TrimEnd('\n')}\n{end}";
    }

    /// <summary>The backup that a rollback would go to; null without exactly one.</summary>
    public static Artefact? BackupOfRollback(Run run) =>
        run.Runbook.RollbackSteps.Select(item => BoundFile(run, item)?.File).FirstOrDefault(file => file is not null);

    /// <summary>The backup that a step of the rollback has restored; null: none has.</summary>
    public static (Artefact File, DateTimeOffset At)? Restored(Run run) =>
        run.Runbook.RollbackSteps.Where(run.IsSettled).Where(item => run[item].LastAttempt?.Ending?.Outcome == Outcome.Succeeded)
            .Select(item => (BoundFile(run, item)?.File, run[item].LastAttempt!.At)).Where(restored => restored.File is not null)
            .Select(restored => ((Artefact File, DateTimeOffset At)?)(restored.File!, restored.At)).FirstOrDefault();

    /// <summary>The file bound to the step's placeholder, for showing what a restore would restore; null without exactly one.</summary>
    public static (Item Step, Artefact File)? BoundFile(Run run, Item item)
    {
        if (item.Command is null || For(run, item) is not { Refused: null, Files.Count: > 0 } binding) return null;
        var path = binding.Files.Values.First();
        return run.Artefacts.First(made => made.File.Path == path);
    }
}
