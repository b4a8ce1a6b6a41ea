using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>The few things only the browser knows or can do; everything else is drawn by the server.</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <summary>The reader's zone as an IANA name; null when the browser does not say.</summary>
    public Task<string?> ZoneAsync() => AskAsync<string>("zone");

    /// <summary>Opens a dialog modally; the browser remembers where the focus was.</summary>
    public ValueTask ShowAsync(ElementReference dialog) => CallAsync("show", dialog);

    public ValueTask CloseAsync(ElementReference dialog) => CallAsync("close", dialog);

    public ValueTask FocusAsync(string id) => CallAsync("focus", id);

    /// <summary>The channel was read for the first time: shows the board that is worked on from its top, if hardly anything was said after it.</summary>
    public ValueTask OpenChannelAsync() => CallAsync("openChannel");

    /// <summary>
    /// Something was said in the channel: shows it from its beginning to a reader who is at the end, or always; others are told
    /// that there is more.
    /// </summary>
    public ValueTask StayAtEndAsync(bool always) => CallAsync("stayAtEnd", always);

    /// <summary>Keeps arrows, Tab and Enter of a combobox from doing what they do in a plain field.</summary>
    public ValueTask TakeKeysAsync(ElementReference field) => CallAsync("takeKeys", field);

    /// <summary>The line that was typed and not sent when the service went away and this page loaded itself again; null without one.</summary>
    public Task<string?> DraftAsync(ElementReference field) => AskAsync<string>("draft", field);

    /// <summary>The dialog that was open then; null without one.</summary>
    public Task<KeptDialog?> KeptDialogAsync() => AskAsync<KeptDialog>("openDialog");

    /// <summary>Saves a file, or opens a text in a tab of its own.</summary>
    public ValueTask OpenAsync(string path) => CallAsync("open", path);

    /// <summary>Shows in the tab's icon whether something needs a person; what is new is told by sound and notification as well.</summary>
    /// <param name="title">Of what is new; null: nothing is.</param>
    public ValueTask AttendAsync(bool any, string? title, string? text) => CallAsync("attend", any, title, text);

    /// <summary>How the reader wants to be told; null when the browser does not say.</summary>
    public Task<AlertChoice?> AlertChoiceAsync() => AskAsync<AlertChoice>("settings");

    public async ValueTask DisposeAsync()
    {
        if (module is null) return;
        try
        {
            await (await module).DisposeAsync();
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and the module with it; or it never came.
        }
    }

    private async ValueTask CallAsync(string name, params object?[] arguments) => await AskAsync<object>(name, arguments);

    /// <summary>What the browser does is help: without it a page is read and used all the same. Thrown on, a failure would end the page.</summary>
    private async Task<T?> AskAsync<T>(string name, params object?[] arguments) where T : class
    {
        try
        {
            var loaded = await ModuleAsync();
            return await loaded.InvokeAsync<T?>(name, arguments);
        }
        catch (Exception silent) when (silent is JSDisconnectedException or OperationCanceledException || (silent is JSException && module is not { IsCompletedSuccessfully: true }))
        {
            // Nobody is looking any more, the browser did not answer within a minute, or the script did not arrive.
            return null;
        }
    }

    private Task<IJSObjectReference> ModuleAsync() =>
        module = module is { IsFaulted: false, IsCanceled: false } ? module : js.InvokeAsync<IJSObjectReference>("import", "./_content/Tinedy.ChatOps.Console/console.js").AsTask();
}

/// <summary>How a reader is told of what needs a person, as this browser remembers it.</summary>
/// <param name="Permission">Whether the browser lets pages notify: <c>granted</c>, <c>denied</c>, <c>default</c> (not asked yet), <c>none</c>.</param>
public sealed record AlertChoice(bool Sound, bool Notify, string Permission);
