using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Console.Components.Channel;

/// <summary>The channel as one person sees it.</summary>
public sealed partial class ChannelView(
    LocalChat chat, Conversation conversation, Browser browser, NavigationManager navigation, TimeProvider time, ILogger<ChannelView> logger) : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource closed = new();
    private IReadOnlyList<ChatLine> lines = [];
    private IDisposable? listening;
    private PageActions actions = null!;
    private Message? message;
    private bool isRead;
    private Prose? trouble;
    private bool reading;
    private bool readAgain;
    private bool goToEnd;
    private bool isOpening = true;
    private int seen;

    [Parameter, EditorRequired] public required LocalPerson LocalPerson { get; set; }

    protected override Task OnInitializedAsync()
    {
        actions = new PageActions(conversation, new Speaker(LocalPerson.Account, Place.Local), logger) { OnReply = TellAsync, OnFailure = TellAsync };
        actions.Changed += () => InvokeAsync(StateHasChanged);
        return ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) listening = chat.Listen(() => _ = InvokeAsync(ReadAsync));
        if (lines.Count == seen) return;
        seen = lines.Count;
        var (always, opening) = (goToEnd, isOpening);
        (goToEnd, isOpening) = (false, false);
        if (opening) await browser.OpenChannelAsync();
        else await browser.StayAtEndAsync(always);
    }

    public void Dispose()
    {
        listening?.Dispose();
        closed.Cancel();
    }

    /// <summary>Reads what has been said. Hints that come meanwhile are one more reading afterwards.</summary>
    private async Task ReadAsync()
    {
        readAgain = true;
        if (reading) return;
        reading = true;
        try
        {
            while (readAgain)
            {
                readAgain = false;
                lines = await chat.ReadAsync(LocalPerson.Account.User, closed.Token);
            }
            (trouble, isRead) = (null, true);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception failure)
        {
            trouble = SystemMessages.NotShown(failure, isOld: isRead);
            logger.LogWarning(failure, "The channel could not be read.");
            _ = ReadLaterAsync();
        }
        finally
        {
            reading = false;
        }
        StateHasChanged();
    }

    private async Task ReadLaterAsync()
    {
        await Task.Delay(Again, time);
        if (!closed.IsCancellationRequested) await InvokeAsync(ReadAsync);
    }

    private async Task<bool> SayAsync(string text)
    {
        goToEnd = true;
        message = null;
        return await actions.SayAsync(text, key => chat.TypedAsync(LocalPerson.Name, text, $"{key}/typed", CancellationToken.None));
    }

    private async Task TellAsync(Reply reply)
    {
        message = null;
        switch (reply)
        {
            // In a channel these are lines that only one person sees.
            case Reply.Refused or Reply.Tell:
                goToEnd = true;
                await chat.PrivatelyAsync(LocalPerson.Account.User, Message.Of(reply)!.Text, $"private/{Guid.NewGuid()}", reply is Reply.Tell { LeadsToBoard: true, Run: { } run } ? run : null, CancellationToken.None);
                break;
            case Reply.Phases phases:
                navigation.NavigateTo(Links.Run(phases.Run, LocalPerson));
                break;
            case Reply.Open:
                message = Message.Of(reply);
                await browser.OpenAsync(message!.Path!);
                break;
            default:
                message = Message.Of(reply);
                break;
        }
    }

    private Task TellAsync(Prose failure)
    {
        message = new Message(failure, IsProblem: true);
        return Task.CompletedTask;
    }
}
