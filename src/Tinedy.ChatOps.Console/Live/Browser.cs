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

    /// <summary>Keeps the page at its end while it grows, as long as the reader is there.</summary>
    public ValueTask StayAtEndAsync(bool always) => CallAsync("stayAtEnd", always);

    /// <summary>Keeps arrows, Tab and Enter of a combobox from doing what they do in a plain field.</summary>
    public ValueTask TakeKeysAsync(ElementReference field) => CallAsync("takeKeys", field);

    /// <summary>Saves a file, or opens a text in a tab of its own.</summary>
    public ValueTask OpenAsync(string path) => CallAsync("open", path);

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
