using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;

namespace Tinedy.ChatOps.Console.Components.Channel;

/// <summary>
/// The line one types in: a combobox as WAI-ARIA describes it. Arrows move, Tab takes the marked or first proposal, Enter takes
/// a marked one and otherwise sends, Escape closes. On an empty line the arrow up brings back what was sent before.
/// </summary>
public sealed partial class Composer(Browser browser) : IDisposable
{
    private readonly List<string> sent = [];
    private IReadOnlyList<Completion> completions = [];
    private CancellationTokenSource? completing;
    private ElementReference field;
    private string text = "";
    private int active = -1;
    private int recalled;
    private bool sending;
    private bool sendsNext;

    [Parameter, EditorRequired] public required LocalPerson LocalPerson { get; set; }

    /// <summary>Says the line; false leaves it where it is.</summary>
    [Parameter, EditorRequired] public required Func<string, Task<bool>> OnSay { get; set; }

    [CascadingParameter] public required PageActions PageActions { get; set; }

    private bool IsOpen => completions.Count > 0;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await browser.TakeKeysAsync(field);
        if (await browser.DraftAsync(field) is not { } draft || text.Length > 0) return;
        text = draft;
        StateHasChanged();
    }

    private async Task PressAsync(KeyboardEventArgs pressed)
    {
        switch (pressed.Key)
        {
            case "ArrowDown" when IsOpen: active = (active + 1) % completions.Count; break;
            case "ArrowUp" when IsOpen: active = (active <= 0 ? completions.Count : active) - 1; break;
            case "ArrowUp" when recalled > 0 && (text.Length == 0 || text == sent.ElementAtOrDefault(recalled)): text = sent[--recalled]; break;
            case "ArrowDown" when recalled < sent.Count && text == sent[recalled]: text = ++recalled < sent.Count ? sent[recalled] : ""; break;
            case "Tab" when IsOpen && !pressed.ShiftKey: await TakeAsync(Math.Max(0, active)); break;
            case "Enter" when IsOpen && active >= 0: await TakeAsync(active); break;
            case "Enter": await SendAsync(); break;
            case "Escape": Close(); break;
        }
    }

    private Task TakeAsync(int proposal)
    {
        text = completions[proposal].Text;
        if (!text.EndsWith(' ')) text += " ";
        return CompleteAsync();
    }

    /// <summary>What is typed while a line is on its way is the next line, and Enter sends it when the way is free.</summary>
    private async Task SendAsync()
    {
        sendsNext = sending;
        if (sending) return;
        sending = true;
        try
        {
            do sendsNext = await SayAsync() && sendsNext;
            while (sendsNext);
        }
        finally
        {
            sending = false;
        }
    }

    /// <returns>True when nothing stands in the way of a next line.</returns>
    private async Task<bool> SayAsync()
    {
        sendsNext = false;
        var line = text.Trim();
        if (line.Length == 0) return false;
        Close();
        text = "";
        if (await OnSay(line))
        {
            Remember(line);
            return true;
        }
        if (text.Length == 0) text = line;
        return false;
    }

    private void Remember(string line)
    {
        if (sent.LastOrDefault() != line) sent.Add(line);
        recalled = sent.Count;
    }

    /// <summary>The newest question wins; an answer that comes too late is not shown.</summary>
    private async Task CompleteAsync()
    {
        Close();
        if (string.IsNullOrWhiteSpace(text)) return;
        completing = new CancellationTokenSource();
        var asked = completing.Token;
        try
        {
            var found = await PageActions.CompleteAsync(text, asked);
            // A proposal that is already typed helps nobody.
            if (!asked.IsCancellationRequested) completions = [.. found.Where(proposal => proposal.Text.Trim() != text.Trim())];
        }
        catch (Exception)
        {
            // Without proposals one can still type; a database that is away is told when the line is sent.
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        completing?.Cancel();
        completing?.Dispose();
        completing = null;
        completions = [];
        active = -1;
    }
}
