using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>Buttons as Teams draws them. What they carry is a <see cref="CardState"/> with a <see cref="ButtonCode"/>: a run, an item and a version.</summary>
internal static class ButtonWriter
{
    /// <summary>What is written into the data of a button.</summary>
    private sealed record Carried(CardState Chatops, OpensDialog? Msteams = null);

    /// <summary>Teams opens a dialog for a button with this in its data.</summary>
    private sealed record OpensDialog(string Type);

    private static readonly OpensDialog Dialog = new("task/fetch");

    /// <summary>
    /// On a message: what opens a dialog is fetched; everything else is executed. Without a second button for clients that cannot execute:
    /// these draw no card of version 1.5, they show its fallback text. What such buttons of earlier boards send is understood.
    /// </summary>
    /// <param name="carry">What else the button carries.</param>
    public static CardAction Of(Button button, CardState? carry = null)
    {
        var memory = (carry ?? new(CardState.Press)) with { Code = ButtonCode.Write(button) };
        if (button.AsksFirst || button.Verb is Verb.FullOutput) return Named(new CardAction.Submit(button.Label, new Carried(memory, Dialog)), button);
        return Executes(button, memory);
    }

    /// <summary>Asks for a file, also where the same button elsewhere would show what is in it.</summary>
    public static CardAction Brings(Button button) => Executes(button, new(CardState.Press) { Code = ButtonCode.Write(button) });

    /// <summary>In a dialog everything is submitted; what comes back takes the dialog's place.</summary>
    public static CardAction InDialog(Button button, CardState beneath) =>
        Named(new CardAction.Submit(button.Label, new Carried(beneath with { Do = CardState.Press, Code = ButtonCode.Write(button), Carries = null })), button);

    public static CardAction Sends(string label, CardState memory, bool danger = false) =>
        new CardAction.Submit(label, new Carried(memory)) { Style = danger ? "destructive" : null };

    public static CardAction To(string label, string url) => new CardAction.OpenUrl(label, url);

    public static CardRefresh Refreshing(long run, string token)
    {
        var memory = new CardState(CardState.Refresh) { Run = run, Token = token };
        return new(new CardAction.Execute("Refresh", memory.Do, new Carried(memory)));
    }

    /// <summary>What the consent to a file carries back.</summary>
    public static object Context(CardState memory) => new Carried(memory);

    private static CardAction.Execute Executes(Button button, CardState memory) =>
        Named(new CardAction.Execute(button.Label, memory.Do, new Carried(memory)), button);

    private static T Named<T>(T action, Button button) where T : CardAction => action with
    {
        Style = button.Danger ? "destructive" : null,
        Tooltip = Legible.Cut(Legible.Visible(button.Accessible), Limits.Tooltip),
    };
}
