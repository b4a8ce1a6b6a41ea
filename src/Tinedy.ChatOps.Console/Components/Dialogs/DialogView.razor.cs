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

    [Parameter, EditorRequired] public required PageActions PageActions { get; set; }

    /// <summary>Null: none is open.</summary>
    [Parameter] public OpenDialog? Open { get; set; }

    protected override void OnParametersSet()
    {
        if (Open?.Content is not { } content || content == answered?.Content) return;
        answered = Open;
        answers.Clear();
        foreach (var input in content.Inputs) answers[input.Name] = input.Initial ?? "";
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
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
