using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Console.Components.Runs;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Console.Components.Pages;

/// <summary>One page for one run: live, and readable without scripts as it was when it was asked for.</summary>
public sealed partial class RunPage(
    ScreenReader screens, RunService runs, RunFeed feed, Conversation conversation, Browser browser, TimeProvider time, ILogger<RunPage> logger) : IDisposable
{
    private RunWatch? watch;
    private PageActions? actions;
    private LocalPerson? actingPerson;
    private Message? message;

    [Parameter] public long Number { get; set; }

    [CascadingParameter] public LocalPerson? LocalPerson { get; set; }

    [CascadingParameter] public HttpContext? Http { get; set; }

    /// <summary>What a page leaves out for its reader; whether they may is decided when they press, as anywhere.</summary>
    private bool? Operates => LocalPerson is not null && watch?.Screen is { Run: var run }
        ? runs.Access.Find(LocalPerson.Account) is { } person && runs.Access.OperatorsOf(run.Environment).Contains(person)
        : null;

    private string Title => watch?.Screen is { } screen ? $"{screen.Board.Header} · run {Number}" : $"Run {Number}";

    protected override async Task OnInitializedAsync()
    {
        watch = new RunWatch(new RunId(Number), screens, feed, time, logger);
        await watch.ReadAsync();
        // Only when the answer starts: of a page that is 404 while it is drawn, nothing is sent.
        if (watch.ReadingState == ReadingState.NoSuchRun && Http is { Response.HasStarted: false } http)
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
    }

    protected override void OnParametersSet()
    {
        if (LocalPerson == actingPerson) return;
        actingPerson = LocalPerson;
        actions = LocalPerson is null ? null : new PageActions(conversation, new Speaker(LocalPerson.Account), logger) { OnReply = TellAsync, OnFailure = TellAsync };
        if (actions is not null) actions.Changed += () => InvokeAsync(StateHasChanged);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = watch!.FollowAsync(() => InvokeAsync(StateHasChanged));
    }

    public void Dispose() => watch?.Dispose();

    private async Task TellAsync(Reply reply)
    {
        message = Message.Of(reply);
        if (reply is Reply.Open) await browser.OpenAsync(message!.Path!);
        // They are on this page already.
        if (reply is Reply.Phases) await browser.FocusAsync(PhaseList.Id);
    }

    private Task TellAsync(Prose failure)
    {
        message = new Message(failure, IsProblem: true);
        return Task.CompletedTask;
    }
}
