using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>Everything that is not the board: notices, replies in the thread, letters to one person, private answers.</summary>
internal static class Posts
{
    public static Card Notice(Prose text, string tenant, string? board) => Say([text], new Markup(tenant), ToBoard(board));

    public static Card Letter(Post.OfPerson letter, string? board) => Private([letter.Text], [.. letter.Buttons.Select(button => ButtonWriter.Of(button)), .. ToBoard(board)]);

    public static Card Reply(ThreadEntry entry, string tenant)
    {
        var markup = new Markup(tenant);
        var flow = new CardBuilder(markup, button => ButtonWriter.Of(button));
        // A card has no line through its text: what is withdrawn is faint, and says first that it is.
        if (entry.Withdrawn.IsEmpty) flow.Line(entry.Text, 2_000);
        else flow.Line(entry.Withdrawn).Faint(entry.Text, 2_000);
        if (entry.Output.Length > 0) flow.Add(CardBuilder.Output(entry.Output));
        if (entry.Attempt is { } attempt) flow.Buttons([ButtonWriter.Of(Button.FullOutput(attempt, $"Full output of {entry.Text}"))]);
        return new(Markup.Aloud(entry.Whole), flow.Elements) { Msteams = markup.Card };
    }

    /// <summary>A file that whoever wants it is brought: a channel keeps only what its people put there.</summary>
    public static Card File(Post.OfFile file, Button bring, string tenant) => Say([file.Title], new Markup(tenant), ButtonWriter.Brings(bring));

    /// <summary>What only one person sees.</summary>
    public static Card Private(IReadOnlyList<Prose> lines, params ImmutableArray<CardAction> buttons) => Say(lines, Markup.Private(), buttons);

    private static Card Say(IReadOnlyList<Prose> lines, Markup markup, params ImmutableArray<CardAction> buttons)
    {
        var flow = new CardBuilder(markup, button => ButtonWriter.Of(button));
        foreach (var line in lines) flow.Line(line, 1_500);
        flow.Buttons(buttons);
        return new(Markup.Aloud(Prose.Join("\n", lines)), flow.Elements) { Msteams = markup.Card };
    }

    private static ImmutableArray<CardAction> ToBoard(string? board) => board is null ? [] : [ButtonWriter.To("Open the board", board)];
}
