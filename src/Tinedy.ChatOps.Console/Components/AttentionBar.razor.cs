using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;

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

    /// <summary>What the page is called without it.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The run whose state the title says already; null: none.</summary>
    [Parameter] public RunId? Titled { get; set; }

    [CascadingParameter] public LocalPerson? LocalPerson { get; set; }

    [CascadingParameter] public Reader Reader { get; set; } = Reader.Unknown;

    private string FullTitle => decisions.IsEmpty ? Title
        : decisions[0].Board.Run == Titled ? FormattableString.Invariant($"({decisions.Length}) {Title}")
        : FormattableString.Invariant($"({decisions.Length}) {Say(decisions[0].Board.Header)} · {Title}");

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
        await browser.AttendAsync(!decisions.IsEmpty, fresh is null ? null : Say(fresh.Board.Header), fresh is null ? null : Say(Sentence(fresh)));
    }

    /// <summary>What interrupted is not left standing when it is no longer so: who has taken it is said once, politely.</summary>
    private void Follow()
    {
        if (interrupting is null) return;
        var now = decisions.FirstOrDefault(one => one.Key == interrupting);
        if (now is { IsTaken: false }) return;
        (assertive, interrupting, polite) = ("", null, now is null ? "" : Say(Sentence(now)));
    }

    private static Prose Sentence(OpenDecision decision) => decision.IsUrgent || decision.About is null ? decision.Board.Now : decision.About.Text;

    private string Say(Prose prose) => Reader.Say(prose);
}
