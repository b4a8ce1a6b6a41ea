using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>Says aloud what changed on a run, without drowning whoever listens.</summary>
public sealed partial class Announcer(TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private Board? spoken;
    private MonotonicTime spokenAt;
    private string polite = "";

    [Parameter, EditorRequired] public required Board Board { get; set; }

    [CascadingParameter] public Reader Reader { get; set; } = Reader.Unknown;

    protected override void OnParametersSet()
    {
        var first = spoken is null;
        // What stands there when the page opens is read with the page. After that the latest is said, when it is time.
        if (!first && (Board.Now.Equals(spoken!.Now) || MonotonicTime.Now(time) - spokenAt < Between)) return;
        if (!first) polite = Board.Now.ToString(Reader.Zone, !Reader.IsKnown);
        (spoken, spokenAt) = (Board, MonotonicTime.Now(time));
    }
}
