using Tinedy.ChatOps.Console.Live;

namespace Tinedy.ChatOps.Console.Components;

public sealed partial class AlertSettings(Browser browser)
{
    private AlertChoice choice = new(Sound: true, Notify: false, "default");
    private bool isRead;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        if (await browser.AlertChoiceAsync() is not { } chosen) return;
        (choice, isRead) = (chosen, true);
        StateHasChanged();
    }
}
