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
    private Hand? hand;
    private Seat? seated;
    private Message? message;

    [Parameter] public long Number { get; set; }

    [CascadingParameter] public Seat? Seat { get; set; }

    [CascadingParameter] public HttpContext? Http { get; set; }

    /// <summary>What a page leaves out for its reader; whether they may is decided when they press, as anywhere.</summary>
    private bool? Operates => Seat is not null && watch?.Screen is { Run: var run }
        ? runs.Access.Find(Seat.Account) is { } person && runs.Access.OperatorsOf(run.Environment).Contains(person)
        : null;

    private string Title => watch?.Screen is { } screen ? $"{screen.Board.Header} · run {Number}" : $"Run {Number}";

    protected override async Task OnInitializedAsync()
    {
        watch = new RunWatch(new RunId(Number), screens, feed, time, logger);
        await watch.ReadAsync();
        // Only when the answer starts: of a page that is 404 while it is drawn, nothing is sent.
        if (watch.Sight == Sight.NoSuchRun && Http is { Response.HasStarted: false } http)
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
    }

    protected override void OnParametersSet()
    {
        if (Seat == seated) return;
        seated = Seat;
        hand = Seat is null ? null : new Hand(conversation, new Speaker(Seat.Account), logger) { OnReply = TellAsync, OnFailure = TellAsync };
        if (hand is not null) hand.Changed += () => InvokeAsync(StateHasChanged);
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
