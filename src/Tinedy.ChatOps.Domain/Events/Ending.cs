using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Domain.Events;

public enum Outcome { Succeeded, Failed, TimedOut, Cancelled, Unknown }

/// <summary>How an attempt ended, as its supervisor recorded it.</summary>
/// <param name="ExitCode">Null when it did not exit by itself or nobody saw it.</param>
/// <param name="Signal">The signal that ended it ("SIGKILL"); null without one.</param>
/// <param name="Lines">Lines printed, counted over everything, kept or not.</param>
/// <param name="Bytes">Bytes printed, counted over everything.</param>
/// <param name="OutputDigest">SHA-256 of the kept, masked output; null when there is none.</param>
/// <param name="Tail">The last lines, masked, at most five.</param>
/// <param name="Known">For an unknown outcome: what is known, in sentences. Otherwise what a person should know, or null.</param>
public sealed record Ending(
    Outcome Outcome, int? ExitCode, string? Signal, DateTimeOffset StartedAt, DateTimeOffset EndedAt, long Lines, long Bytes,
    string? OutputDigest, ImmutableArray<string> Tail, ImmutableArray<Artefact> Artefacts, string? Known)
{
    /// <summary>It succeeded, and yet somebody should look; null: nothing of that kind.</summary>
    public string? Warning { get; init; }

    /// <summary>Values that the step handed on to later steps; null without any.</summary>
    public ImmutableSortedDictionary<string, string>? Values { get; init; }

    /// <summary>SHA-256 over everything it printed, kept or not, with its secrets masked; null: nothing, or an older version.</summary>
    public string? PrintedDigest { get; init; }

    [JsonIgnore]
    public TimeSpan Duration => EndedAt - StartedAt;

    /// <summary>Of the files that it made the one that is proven to be a backup, else the only one; null: none can be named.</summary>
    [JsonIgnore]
    public Artefact? Backup => Artefacts.FirstOrDefault(file => file.Proof is not null) ?? (Artefacts.Length == 1 ? Artefacts[0] : null);
}

/// <summary>A file that a step made in the workspace.</summary>
/// <param name="Path">Relative to the workspace, with forward slashes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record Artefact(string Path, long Bytes, string Sha256, DateTimeOffset MadeAt)
{
    /// <summary>Why it is believed to be a backup of this run's database, in a sentence; null: it was not looked at, or did not stand the test.</summary>
    public string? Proof { get; init; }
}
