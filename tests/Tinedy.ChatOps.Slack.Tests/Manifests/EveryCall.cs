using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Dialogs;
using Tinedy.ChatOps.Slack.Drawing;
using Tinedy.ChatOps.SlackDouble;
using Tinedy.ChatOps.SlackDouble.People;

namespace Tinedy.ChatOps.Slack.Tests.Manifests;

/// <summary>
/// Everything that the client can ask of Slack, in each kind of channel that we use it in, and everything that people do of which Slack
/// tells an app only where it has the right to hear.
/// </summary>
internal static class EveryCall
{
    private const string Person = "U0MIA";
    private const string Public = "C0OPS";
    private const string Private = "C0SECRET";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <exception cref="SlackRefusedException">A right is missing; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The right to hear of something is missing; the message names it.</exception>
    public static async Task MakeAsync(SlackServer slack)
    {
        slack.Workspace.AddUser(new(Person, "mia"));
        slack.Workspace.AddChannel(new(Public, "ops"));
        slack.Workspace.AddChannel(new(Private, "secret") { IsPrivate = true });
        await using var doors = await ServeAsync();
        slack.Bot = new Uri(doors.Urls.First());
        using var http = SlackClient.CreateHttp();
        var settings = new SlackSettings(slack.App.BotToken, [slack.App.SigningSecret], slack.App.AppToken, slack.ApiUrl, "/migrate", 1);
        var api = new SlackApi(new(http, settings, new(TimeProvider.System), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SlackClient>.Instance));

        await api.WhoAmIAsync(Ct);
        await api.UserAsync(Person, Ct);
        await api.SocketAsync(Ct);
        foreach (var channel in new[] { Public, Private }) await InAChannelAsync(api, channel);
        await InPrivateAsync(api);
        await InViewsAsync(api, slack);
        await slack.As(Person).MentionAsync(Public, "status");
    }

    private static async Task InAChannelAsync(SlackApi api, string channel)
    {
        await api.ChannelAsync(channel, Ct);
        var board = await api.PostAsync(channel, Words, "token", null, Ct);
        await api.UpdateAsync(channel, board, Words, Ct);
        await api.PinAsync(channel, board, Ct);
        await api.WhoAmIAsync(Ct);
        api.LinkTo(channel, board).ShouldBe($"https://tinedy-test.slack.example/archives/{channel}/p{board.Replace(".", "", StringComparison.Ordinal)}");
        (await api.FindAsync(channel, null, "token", Ct)).ShouldBe(board);
        await api.UploadAsync(channel, board, "output.txt", "Output", [1, 2, 3], Ct);
        (await api.FindFileAsync(channel, board, "output.txt", Ct)).ShouldNotBeNull();
        await api.WhisperAsync(channel, Person, null, Words, Ct);
    }

    private static async Task InPrivateAsync(SlackApi api)
    {
        var direct = await api.DirectAsync(Person, Ct);
        var letter = await api.PostAsync(direct, Words, "token", null, Ct);
        (await api.FindAsync(direct, null, "token", Ct)).ShouldBe(letter);
    }

    private static async Task InViewsAsync(SlackApi api, SlackServer slack)
    {
        var typed = QueryHelpers.ParseQuery((await slack.As(Person).CommandAsync(Public, "status")).Request.Text);
        await api.RespondAsync(new(typed["response_url"]!), Words, Ct);
        var modal = Views.Modal("A modal", [new Block.Actions([ButtonWriter.Of(Button.FullOutput(new(new RunId(1), new("1.1.1"), 1), "Press"))])]);
        var open = await api.OpenViewAsync(typed["trigger_id"]!, modal, onTop: false, Ct);
        await api.UpdateViewAsync(open, modal, Ct);

        var pressed = await slack.As(Person).ClickAsync(slack.Workspace.ViewOf(Person)!, slack.Workspace.ViewOf(Person)!.Buttons[0]);
        using var payload = JsonDocument.Parse(QueryHelpers.ParseQuery(pressed.Request.Text)["payload"]!);
        await api.OpenViewAsync(payload.RootElement.GetProperty("trigger_id").GetString()!, modal, onTop: true, Ct);
        await api.PublishHomeAsync(Person, modal with { Type = "home", Title = null, Close = null }, Ct);
    }

    private static Message Words => Posts.Private([(Prose)"Something to say."], new Markup(""));

    /// <summary>Doors that take everything and do nothing.</summary>
    private static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/slack/{door}", () => "");
        await app.StartAsync(Ct);
        return app;
    }
}
