using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>Says aloud what changed on a run, without drowning whoever listens.</summary>
public sealed partial class Announcer(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource closed = new();
    private Board? spoken;
    private MonotonicTime spokenAt;
    private bool waits;
    private string polite = "";

    [Parameter, EditorRequired] public required Board Board { get; set; }

    [CascadingParameter] public Reader Reader { get; set; } = Reader.Unknown;

    protected override void OnParametersSet()
    {
        // What stands there when the page opens is read with the page.
        if (spoken is null) (spoken, spokenAt) = (Board, MonotonicTime.Now(time));
        if (Board.Now.Equals(spoken.Now)) return;
        // What was said is no longer so; that it is gone interrupts nobody.
        polite = "";
        if (waits) return;
        var left = Between - (MonotonicTime.Now(time) - spokenAt);
        if (left > TimeSpan.Zero) _ = SpeakLaterAsync(left);
        else Speak();
    }

    public void Dispose() => closed.Cancel();

    /// <summary>The latest is said as soon as it is time, also when nothing happens any more.</summary>
    private async Task SpeakLaterAsync(TimeSpan left)
    {
        waits = true;
        try
        {
            await Task.Delay(left, time, closed.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        await InvokeAsync(() =>
        {
            waits = false;
            Speak();
            StateHasChanged();
        });
    }

    private void Speak()
    {
        polite = Reader.Say(Board.Now);
        (spoken, spokenAt) = (Board, MonotonicTime.Now(time));
    }
}
