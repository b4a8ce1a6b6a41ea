using System.Text;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Slack.Tests.Surfaces;

/// <summary>One person at a Slack client. A modal lies in front of everything else until it is sent or closed.</summary>
internal sealed class SlackSeat(SlackScene scene, string name) : ISeat
{
    private readonly SlackPerson person = scene.As(name);
    private (string View, Dictionary<string, string> Answers) form = ("", []);

    private Workspace Workspace => scene.Workspace;

    private SlackView? Front => Workspace.ViewOf(person.Id);

    public async Task TypeAsync(string line) => Arrived(await person.CommandAsync(SlackScene.Channel, line));

    public async Task PressAsync(string button)
    {
        var (on, found) = await FindAsync(button);
        Arrived(await person.ClickAsync(on, found));
    }

    public async Task<SeenContent> BoardAsync(string saying)
    {
        while (Front is { } front) await person.CloseAsync(front);
        return await SeeAsync(() => Workspace.Pins is [var board] ? See(board) : null, saying, "on one pinned board");
    }

    public Task<SeenContent> ThreadAsync(string saying) => SeeAsync(() => Workspace.Pins is [var board] ? See([.. Workspace.RepliesTo(board)]) : null, saying, "in the thread");

    public async Task<SeenContent> PhaseAsync(string heading)
    {
        if (Front is null) await PressAsync("All phases");
        var phases = await Workspace.FindAsync(_ => Front is { } view && Chosen(view) is not null ? view : null, $"{name} sees no phases.");
        if (Chosen(phases) != heading) Arrived(await person.ClickAsync(phases, phases.Buttons.Single(button => button.Kind == SlackButtonKind.StaticSelectOption && button.Label == heading)));
        return See(await Workspace.FindAsync<SlackContent>(_ => Front is { } view && Chosen(view) == heading ? view : null, $"{name} does not see the phase {heading}."));
    }

    public async Task<string> ChannelAsync(string saying) => ShownMarkup.Read((await scene.NoticeAsync(saying)).Words);

    public async Task<string> ToldAsync(string saying)
    {
        var told = await Workspace.FindAsync(_ => Told().LastOrDefault(words => words.Contains(saying, StringComparison.Ordinal)), $"{name} was not told: {saying}");
        if (Front is { Submit: null } read) await person.CloseAsync(read);
        return told;
    }

    public Task<IReadOnlyList<string>> AllToldAsync() => Task.FromResult<IReadOnlyList<string>>([.. Told()]);

    public async Task<SeenDialog> DialogAsync() => See(await OpenAsync());

    public async Task FillInAsync(string field, string answer)
    {
        var view = await OpenAsync();
        // Slack's client keeps what was typed for as long as the view is not replaced.
        if (form.View != view.Id + view.Hash) form = (view.Id + view.Hash, []);
        form.Answers[field] = answer;
    }

    public async Task SendAsync()
    {
        var (view, sent) = await SubmitAsync();
        sent.Errors.ShouldBeEmpty();
        Workspace.View(view.Id).IsOpen.ShouldBeFalse(Workspace.View(view.Id).Words);
    }

    public async Task<SeenDialog> SendInVainAsync()
    {
        var (_, sent) = await SubmitAsync();
        sent.WasSent.ShouldBeTrue("Slack itself found a field empty.");
        sent.Errors.ShouldNotBeEmpty();
        return See(await OpenAsync());
    }

    public async Task<string> FileAsync(Func<Task> asking)
    {
        var before = Files().Count;
        await asking();
        var file = await Workspace.FindAsync(_ => Files() is { } files && files.Count > before ? files[^1] : null, $"{name} got no file.");
        return Encoding.UTF8.GetString(file.Bytes!.Value.Span);
    }

    public static SlackButton? Find(SlackContent on, string button) =>
        on.Buttons.FirstOrDefault(one => one.Kind is SlackButtonKind.Button or SlackButtonKind.OverflowOption && See(one).IsCalled(button));

    private async Task<(SlackContent On, SlackButton Button)> FindAsync(string button)
    {
        var on = await Workspace.FindAsync<SlackContent>(
            _ => (Front as SlackContent ?? Workspace.Pins.SingleOrDefault()) is { } front && Find(front, button) is not null ? front : null, $"{name} has no button: {button}");
        return (on, Find(on, button)!);
    }

    private Task<SlackView> OpenAsync() => Workspace.FindAsync(_ => Front is { Submit: not null } view ? view : null, $"{name} has no dialog to send.");

    private async Task<(SlackView View, Delivery Sent)> SubmitAsync()
    {
        var view = await OpenAsync();
        var answers = form.View == view.Id + view.Hash ? form.Answers : [];
        var sent = await person.SubmitAsync(view, [.. answers.Select(answer => (answer.Key, answer.Value))]);
        if (sent.WasSent) Arrived(sent);
        return (view, sent);
    }

    /// <summary>Direct messages, whispers, and a modal that only says something.</summary>
    private IEnumerable<string> Told() =>
        [
            .. Workspace.DirectMessagesWith(person.Id).Select(message => ShownMarkup.Read(message.Words)), .. Workspace.WhispersTo(person.Id).Select(whisper => ShownMarkup.Read(whisper.Words)),
            .. Front is { Submit: null } view && Chosen(view) is null ? [ShownMarkup.ReadBody(view)] : Array.Empty<string>(),
        ];

    private List<SlackFile> Files() => [.. Workspace.DirectMessagesWith(person.Id).SelectMany(message => message.Files).Where(file => file.Bytes is not null)];

    private async Task<SeenContent> SeeAsync(Func<SeenContent?> look, string saying, string where) =>
        await Workspace.FindAsync(_ => look() is { } seen && seen.Words.Contains(saying, StringComparison.Ordinal) ? seen : null, $"{name} does not read {where}: {saying}");

    private SeenDialog See(SlackView view)
    {
        var answers = form.View == view.Id + view.Hash ? form.Answers : [];
        return new(view.Title, ShownMarkup.Read(view.Words), ShownMarkup.CommandIn(view), view.Submit!, [.. ShownMarkup.FieldsOf(view).Select(field => field with { Answer = answers.GetValueOrDefault(field.Label, field.Answer) })]);
    }

    private static SeenContent See(params SlackContent[] contents) =>
        new(ShownMarkup.Read(string.Join('\n', contents.Select(content => content.Words))), [.. contents.SelectMany(content => content.Buttons).Where(button => button.Kind != SlackButtonKind.StaticSelectOption).Select(See)]);

    private static SeenButton See(SlackButton button) => new(button.Label, button.AccessibilityLabel ?? button.Label);

    /// <summary>The phase that the modal with all phases shows; null for another modal.</summary>
    private static string? Chosen(SlackView view) => view.Submit is not null ? null
        : view.Buttons.FirstOrDefault(button => button.ElementType == "static_select") is { Element: var menu } && menu.TryGetProperty("initial_option", out var option)
            ? option.GetProperty("text").GetProperty("text").GetString() : null;

    private static void Arrived(Delivery delivery) => delivery.IsOk.ShouldBeTrue($"{delivery.Status} {delivery.Trouble}");
}
