using Microsoft.AspNetCore.Components;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>The one message of a page about its reader's last act.</summary>
public sealed partial class Toast(TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    private Message? seen;

    [Parameter] public Message? Message { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Message, seen)) return;
        seen = Message;
        if (seen is { Fades: true } fading) _ = FadeAsync(fading);
    }

    private async Task FadeAsync(Message fading)
    {
        await Task.Delay(Shown, time);
        if (ReferenceEquals(Message, fading)) await InvokeAsync(OnClose.InvokeAsync);
    }
}
