using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Dialogs;

/// <summary>What goes back to a client in the answer to its own request (Teams, "Universal Actions" and "Dialogs").</summary>
internal static class InvokeResponses
{
    /// <summary>The card that was pressed, as it is now for the one who pressed.</summary>
    public static object Card(Card card) => Answer("application/vnd.microsoft.card.adaptive", card);

    /// <summary>A line that only they see.</summary>
    public static object Line(string text) => Answer("application/vnd.microsoft.activity.message", text);

    /// <summary>A dialog opens, or the one that is open shows something else.</summary>
    public static object Dialog(DialogContent shown) =>
        new { task = new { type = "continue", value = new { title = shown.Title, width = "medium", height = "large", card = Attachment.Of(shown.Card) } } };

    /// <summary>No dialog opens; only the one who pressed reads this.</summary>
    public static object Message(string text) => new { task = new { type = "message", value = text } };

    private static object Answer(string type, object value) => new { statusCode = 200, type, value };
}
