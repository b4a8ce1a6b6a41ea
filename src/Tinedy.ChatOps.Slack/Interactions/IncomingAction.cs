using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>Something that somebody did in Slack, taken out of its payload and not yet judged.</summary>
internal abstract record IncomingAction
{
    private IncomingAction() { }

    /// <param name="Key">Stable for this one act: the same act delivered twice has one effect.</param>
    /// <param name="Channel">Null for a private line with the bot.</param>
    public sealed record Typed(string Key, Identity Who, Place? Channel, string Command, TypedText Text, string Trigger, Uri? Answer) : IncomingAction;

    /// <summary>A mention in a channel or a thread; it has no trigger, so no dialog can open by itself.</summary>
    public sealed record Mentioned(string Key, Identity Who, Place Channel, string Thread, TypedText Text) : IncomingAction;

    /// <param name="ActionId">Which kind of element it was.</param>
    /// <param name="Value">What we put into it.</param>
    /// <param name="View">The modal it stands in; null for a message.</param>
    public sealed record Pressed(string Key, Identity Who, Place? Channel, string ActionId, string? Value, string Trigger, Uri? Answer, SeenView? View) : IncomingAction;

    /// <param name="Values">What was filled in, by the name of its field.</param>
    public sealed record Sent(string Key, Identity Who, SeenView View, IReadOnlyDictionary<string, string> Values) : IncomingAction;

    public sealed record HomeOpened(Identity Who) : IncomingAction;

    /// <summary>The app was removed, or its token taken away.</summary>
    public sealed record Removed(string Why) : IncomingAction;

    /// <summary>Something we did not ask for, or of a bot; nothing is to be done.</summary>
    public sealed record Other(string Kind) : IncomingAction;
}

/// <summary>A view as it comes with an act in it.</summary>
/// <param name="Root">The first view of its stack.</param>
internal sealed record SeenView(string Id, string Root, string Type, string Metadata);
