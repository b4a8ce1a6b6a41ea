using Microsoft.AspNetCore.Components;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>The one message of a page about its reader's last act.</summary>
public sealed partial class Toast(TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    private Message? seen;
    private bool isOpen;

    [Parameter] public Message? Message { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Message, seen)) return;
        (seen, isOpen) = (Message, false);
        if (seen is { Fades: true } fading) _ = FadeAsync(fading);
    }

    private async Task FadeAsync(Message fading)
    {
        await Task.Delay(Shown, time);
        // Whoever has opened it is reading.
        if (ReferenceEquals(Message, fading) && !isOpen) await InvokeAsync(OnClose.InvokeAsync);
    }
}
