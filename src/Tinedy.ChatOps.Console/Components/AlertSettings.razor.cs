using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Tinedy.ChatOps.Console.Live;

namespace Tinedy.ChatOps.Console.Components;

public sealed partial class AlertSettings(Browser browser)
{
    private AlertChoice choice = new(Sound: true, Notify: false, "default");
    private bool isRead;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            choice = await browser.AlertChoiceAsync();
            isRead = true;
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // Nobody is looking any more.
        }
    }
}
