using System.Globalization;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>What a button is about; which of these it is follows from its verb.</summary>
public abstract record ButtonTarget
{
    private ButtonTarget() { }

    /// <summary>What it is called; null where it is the whole run.</summary>
    public virtual string? Name => null;

    /// <param name="Entry">The run's last entry when the button was drawn.</param>
    public sealed record WholeRun(int Entry) : ButtonTarget;

    /// <param name="Entry">The entry that last touched the item when the button was drawn: a click on an older drawing is told apart.</param>
    public sealed record OfItem(ItemKey Item, int Entry) : ButtonTarget
    {
        public override string Name => Item.Value;
    }

    /// <inheritdoc cref="WholeRun"/>
    public sealed record OfRole(string Role, int Entry) : ButtonTarget
    {
        public override string Name => Role;
    }

    /// <inheritdoc cref="WholeRun"/>
    public sealed record OfContact(string Contact, int Entry) : ButtonTarget
    {
        public override string Name => Contact;
    }

    /// <inheritdoc cref="WholeRun"/>
    public sealed record OfAlert(int Alert, int Entry) : ButtonTarget
    {
        public override string Name => Alert.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="Number">Which attempt at the step.</param>
    public sealed record OfAttempt(ItemKey Item, int Number) : ButtonTarget
    {
        public override string Name => Item.Value;
    }

    /// <summary>A run that is still to begin.</summary>
    /// <param name="How">The typed verb that it stands for: start, rehearse, schedule.</param>
    public sealed record NewRun(string How) : ButtonTarget
    {
        public override string Name => How;
    }

    /// <summary>The number that is kept beside the name: an entry, or which attempt.</summary>
    internal int Beside => this switch
    {
        WholeRun run => run.Entry,
        OfItem item => item.Entry,
        OfRole role => role.Entry,
        OfContact contact => contact.Entry,
        OfAlert alert => alert.Entry,
        OfAttempt attempt => attempt.Number,
        _ => 0,
    };

    /// <summary>From the name and the number as they were kept; null where the verb is about something else.</summary>
    internal static ButtonTarget? Read(Verb verb, string? name, int number) => verb switch
    {
        Verb.Start => name is { } how ? new NewRun(how) : null,
        Verb.FullOutput => name is { } item ? new OfAttempt(new(item), number) : null,
        Verb.MarkDone or Verb.Undo or Verb.Skip or Verb.BreakGlass or Verb.Run or Verb.Cancel or Verb.Retry or Verb.JudgeDone or Verb.JudgeNotDone
            or Verb.TakeDecision => name is { } item ? new OfItem(new(item), number) : null,
        _ when name is null => new WholeRun(number),
        Verb.SignOff or Verb.ApproveRollback => new OfRole(name, number),
        Verb.Fill => new OfContact(name, number),
        Verb.Acknowledge or Verb.FalseAlarm => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var which) ? new OfAlert(which, number) : null,
        _ => null,
    };
}
