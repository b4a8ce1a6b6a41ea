using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>The dialog that comes first, or why there is nothing to ask: nobody of this role is needed, the step cannot be bound.</summary>
internal sealed record Question
{
    private Question() { }

    public Dialog? Dialog { get; private init; }

    /// <summary>Not null where <see cref="Dialog"/> is null.</summary>
    public Refusal? Why { get; private init; }

    public static implicit operator Question(Dialog dialog) => new() { Dialog = dialog };

    public static implicit operator Question(Refusal why) => new() { Why = why };
}
