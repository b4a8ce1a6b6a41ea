using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Dialogs;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What one person gets back for what they typed, pressed or sent. Only they see it.</summary>
public abstract record Reply
{
    private Reply() { }

    /// <summary>It is in the journal.</summary>
    /// <param name="Text">One sentence saying so; the board says the rest.</param>
    /// <param name="Run">The run it concerns.</param>
    public sealed record Done(Prose Text, RunId Run) : Reply;

    public sealed record Refused(Refusal Why) : Reply;

    /// <summary>It takes longer than the platform waits; what it comes to follows.</summary>
    /// <param name="What">What is waited for, see <see cref="WaitTracker"/>.</param>
    public sealed record Waiting(string? What) : Reply
    {
        public Prose Text => SystemMessages.StillAsking(What);
    }

    /// <summary>A dialog comes first.</summary>
    public sealed record Ask(Dialog Dialog) : Reply;

    /// <summary>The dialog stays open: this is wrong with one of its fields.</summary>
    public sealed record InField(string Input, Refusal Why) : Reply;

    /// <summary>Something to read: status, help, history, whoami.</summary>
    public sealed record Tell(ImmutableArray<Prose> Lines, RunId? Run = null) : Reply
    {
        /// <summary>The board of the run is a press away.</summary>
        public bool LeadsToBoard { get; init; }

        /// <summary>The board's address, which only the surface knows; null where it has none.</summary>
        public string? Board { get; init; }
    }

    /// <summary>A file to read or to keep.</summary>
    public sealed record Open(RunDocument What, Prose Text) : Reply;

    /// <summary>Every phase with every item, as this person may press them.</summary>
    public sealed record Phases(RunId Run) : Reply;
}

/// <summary>How a typed line may go on.</summary>
/// <param name="Text">The whole line: "/migrate done 1.2.3".</param>
/// <param name="Hint">What it does: "Backup stored in secure location".</param>
public sealed record Completion(string Text, string Hint);
