using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>The few things only the browser knows or can do; everything else is drawn by the server.</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <summary>The reader's zone as an IANA name; null when the browser does not say.</summary>
    public async Task<string?> ZoneAsync() => await (await ModuleAsync()).InvokeAsync<string?>("zone");

    /// <summary>Opens a dialog modally; the browser remembers where the focus was.</summary>
    public ValueTask ShowAsync(ElementReference dialog) => CallAsync("show", dialog);

    public ValueTask CloseAsync(ElementReference dialog) => CallAsync("close", dialog);

    public ValueTask FocusAsync(string id) => CallAsync("focus", id);

    /// <summary>
    /// Something was said in the channel: shows it from its beginning to a reader who is at the end, or always; others are told
    /// that there is more.
    /// </summary>
    public ValueTask StayAtEndAsync(bool always) => CallAsync("stayAtEnd", always);

    /// <summary>Keeps arrows, Tab and Enter of a combobox from doing what they do in a plain field.</summary>
    public ValueTask TakeKeysAsync(ElementReference field) => CallAsync("takeKeys", field);

    /// <summary>Saves a file, or opens a text in a tab of its own.</summary>
    public ValueTask OpenAsync(string path) => CallAsync("open", path);

    /// <summary>Shows in the tab's icon whether something needs a person; what is new is told by sound and notification as well.</summary>
    /// <param name="title">Of what is new; null: nothing is.</param>
    public ValueTask AttendAsync(bool any, string? title, string? text) => CallAsync("attend", any, title, text);

    /// <summary>How the reader wants to be told.</summary>
    public async Task<AlertChoice> AlertChoiceAsync() => await (await ModuleAsync()).InvokeAsync<AlertChoice>("settings");

    public async ValueTask DisposeAsync()
    {
        if (module is null) return;
        try
        {
            await (await module).DisposeAsync();
        }
        catch (JSException)
        {
            // The page is gone, and the module with it.
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private async ValueTask CallAsync(string name, params object?[] arguments)
    {
        try
        {
            await (await ModuleAsync()).InvokeVoidAsync(name, arguments);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is looking any more.
        }
    }

    private Task<IJSObjectReference> ModuleAsync() =>
        module ??= js.InvokeAsync<IJSObjectReference>("import", "./_content/Tinedy.ChatOps.Console/console.js").AsTask();
}

/// <summary>How a reader is told of what needs a person, as this browser remembers it.</summary>
/// <param name="Permission">Whether the browser lets pages notify: <c>granted</c>, <c>denied</c>, <c>default</c> (not asked yet), <c>none</c>.</param>
public sealed record AlertChoice(bool Sound, bool Notify, string Permission);
