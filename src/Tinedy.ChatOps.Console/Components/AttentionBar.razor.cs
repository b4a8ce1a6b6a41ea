using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>
/// Brings what needs a person to whoever has a page open: a bar in view, the page's title and icon, a sound, the browser's own
/// notification, and a sentence for ears. Each decision is told once, when it comes.
/// </summary>
public sealed partial class AttentionBar(DecisionFeed feed, Browser browser) : IDisposable
{
    private ImmutableArray<OpenDecision> decisions = [];
    private ImmutableHashSet<string>? told;
    private IDisposable? listening;
    private string assertive = "";
    private string polite = "";
    private string? interrupting;
    private string? followed;

    /// <summary>What the page is called without it.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The run whose state the title says already; null: none.</summary>
    [Parameter] public RunId? Titled { get; set; }

    [CascadingParameter] public LocalPerson? LocalPerson { get; set; }

    /// <summary>Null: this page is only read.</summary>
    [CascadingParameter] public PageActions? PageActions { get; set; }

    [CascadingParameter] public Reader Reader { get; set; } = Reader.Unknown;

    private string FullTitle => decisions.IsEmpty ? Title
        : decisions[0].Board.Run == Titled ? FormattableString.Invariant($"({decisions.Length}) {Title}")
        : FormattableString.Invariant($"({decisions.Length}) {Say(decisions[0].Headline)} · {Title}");

    protected override void OnInitialized() => decisions = feed.Open;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        listening = feed.Listen(() => _ = InvokeAsync(TellAsync));
        _ = TellAsync();
    }

    public void Dispose() => listening?.Dispose();

    private async Task TellAsync()
    {
        if (!feed.IsRead) return;
        decisions = feed.Open;
        var before = told;
        told = [.. decisions.Where(one => !one.IsTaken).Select(one => one.Key)];
        // What is there when the page opens is read with the page, and makes no noise.
        var fresh = before is null ? null : decisions.FirstOrDefault(one => !one.IsTaken && !before.Contains(one.Key));
        if (fresh is { IsUrgent: true }) (assertive, interrupting) = (Say(fresh.Board.Aloud), fresh.Key);
        Follow();
        StateHasChanged();
        await browser.AttendAsync(!decisions.IsEmpty, fresh is null ? null : Say(fresh.Headline), fresh is null ? null : Say(fresh.Sentence));
    }

    /// <summary>Neither what interrupted nor who has taken it is left standing when it is no longer so; the second is said once, politely.</summary>
    private void Follow()
    {
        if (interrupting is not null && decisions.FirstOrDefault(one => one.Key == interrupting) is not { IsTaken: false })
            (assertive, followed, interrupting) = ("", interrupting, null);
        polite = decisions.FirstOrDefault(one => one.Key == followed) is { IsTaken: true } taken ? Say(taken.Sentence) : "";
    }

    /// <summary>Whoever is on it has what can be decided at hand; for others it is folded.</summary>
    private bool IsMine(OpenDecision decision) => decision.Taker is { } taker && taker.Name == LocalPerson?.Name;

    /// <summary>A board is the same for everybody; what is brought into somebody's view is only what they may press.</summary>
    private ImmutableArray<Button> Allowed(OpenDecision decision, ImmutableArray<Button> buttons) =>
        PageActions is null ? [] : [.. buttons.Where(button => PageActions.Allows(decision.Run, button))];

    private string Say(Prose prose) => Reader.Say(prose);
}
