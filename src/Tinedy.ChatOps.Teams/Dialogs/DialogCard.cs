using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Dialogs;

/// <summary>A dialog as a card: the loss and the whole command first, then the fields, then the button.</summary>
internal static class DialogCard
{
    public const string Command = "command";

    /// <param name="beneath">What comes back when it is sent: the phases of a run, or nothing.</param>
    /// <param name="filled">What was filled in and not taken; empty at first.</param>
    /// <param name="wrong">The field that something is wrong with, and what.</param>
    public static DialogContent Draw(Dialog dialog, CardState beneath, IReadOnlyDictionary<string, string> filled, (string Field, Prose Why)? wrong)
    {
        var markup = Markup.Private();
        var flow = new CardBuilder(markup, button => ButtonWriter.InDialog(button, beneath)).Line(dialog.Lead);
        if (dialog.Command is { } command) flow.Add(CardBuilder.Literal(command.Split('\n'), Command));
        foreach (var fact in dialog.Facts) flow.Add(new Element.TextBlock($"**{ForeignText.Tame(fact.Label)}**  {markup.Write(fact.Value, 2_000)}") { Spacing = "small" });
        foreach (var row in dialog.Rows) flow.Row(row, 500);
        foreach (var input in dialog.Inputs)
        {
            flow.Add(InputOf(input, filled.GetValueOrDefault(input.Name, input.Initial ?? "")));
            if (input.Hint is { } hint) flow.Add(new Element.TextBlock(Markup.Paragraphs(ForeignText.Tame(hint))) { IsSubtle = true, Size = "small", Spacing = "none" });
            if (wrong is { } error && error.Field == input.Name) flow.Add(new Element.TextBlock(markup.Write(error.Why)) { Id = ErrorOf(input.Name), Color = "attention", Spacing = "none" });
        }
        var memory = beneath with
        {
            Do = CardState.Send,
            Code = dialog.About is { } about ? ButtonCode.Write(about) : null,
            Carries = dialog.Carries.IsEmpty ? null : dialog.Carries,
        };
        if ((dialog.Submit ?? (dialog.Inputs.IsEmpty ? null : "Send")) is { } submit) flow.Buttons([ButtonWriter.Sends(submit, memory, dialog.Danger)]);
        var shown = DialogContent.Of(Legible.Cut(dialog.Title, Limits.Title), flow.Elements, markup, Markup.Aloud(dialog.Lead.IsEmpty ? (Prose)$"{dialog.Title}" : dialog.Lead));
        return TeamsJson.Write(shown.Card).Length <= Limits.CardLetters
            ? shown
            : DialogContent.Saying(dialog.Title, $"Teams cannot show the whole of this, and what is not shown whole cannot be confirmed here. The same can be typed.");
    }

    /// <summary>The id of what stands under a field.</summary>
    public static string ErrorOf(string field) => "error:" + field;

    private static Element InputOf(Input input, string value) => input.Choices.IsEmpty
        ? new Element.TextInput
        {
            Id = input.Name,
            Label = input.Label,
            IsRequired = input.Required ? true : null,
            ErrorMessage = input.Required ? "This is needed." : null,
            Value = value.Length == 0 ? null : value,
            IsMultiline = input.Multiline ? true : null,
        }
        : new Element.ChoiceInput([.. input.Choices.Select(choice => new AdaptiveCards.Choice(choice.Label, choice.Value))])
        {
            Id = input.Name,
            Label = input.Label,
            IsRequired = input.Required ? true : null,
            ErrorMessage = input.Required ? "This is needed." : null,
            Value = value.Length == 0 ? null : value,
            Style = input.Choices.Length <= 3 ? "expanded" : "compact",
        };
}
