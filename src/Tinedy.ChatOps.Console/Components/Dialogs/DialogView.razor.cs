using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Console.Components.Dialogs;

/// <summary>The one dialog of a page: the browser's own, so Escape, focus and what lies behind are the browser's business.</summary>
public sealed partial class DialogView(Browser browser)
{
    private readonly Dictionary<string, string> answers = [];
    private ElementReference element;
    private OpenDialog? answered;
    private bool shown;
    private string? toFocus;
    private KeptDialog? kept;

    [Parameter, EditorRequired] public required PageActions PageActions { get; set; }

    /// <summary>Null: none is open.</summary>
    [Parameter] public OpenDialog? Open { get; set; }

    protected override void OnParametersSet()
    {
        if (Open?.Content is not { } content || content == answered?.Content) return;
        answered = Open;
        answers.Clear();
        foreach (var input in content.Inputs) answers[input.Name] = Kept(input) ?? input.Initial ?? "";
        kept = null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await ReopenAsync();
        if (Open is not null != shown)
        {
            shown = !shown;
            if (shown) await browser.ShowAsync(element);
            else await browser.CloseAsync(element);
        }
        if (toFocus is not { } field) return;
        toFocus = null;
        await browser.FocusAsync(field);
    }

    /// <summary>What was open when the service went away is opened anew, as things are now, with what had been filled in.</summary>
    private async Task ReopenAsync()
    {
        kept = await browser.KeptDialogAsync();
        if (kept?.Button is { } opener) await PageActions.PressAsync(opener);
        kept = null;
    }

    private string? Kept(Input input) =>
        kept?.Answers?.GetValueOrDefault(input.Name) is { } answer && (input.Choices.IsDefaultOrEmpty || input.Choices.Any(choice => choice.Value == answer)) ? answer : null;

    private Task CloseAsync() => PageActions.CloseDialogAsync();

    /// <summary>Escape closes it in the browser first.</summary>
    private Task ClosedAsync()
    {
        if (Open is null) return Task.CompletedTask;
        shown = false;
        return PageActions.CloseDialogAsync();
    }

    private async Task SubmitAsync()
    {
        await PageActions.SubmitAsync(answers);
        // It comes into view with the error under it, so not before that is drawn.
        if (PageActions.Dialog?.Error?.Input is { } wrong) toFocus = InputView.IdOf(wrong);
    }
}
