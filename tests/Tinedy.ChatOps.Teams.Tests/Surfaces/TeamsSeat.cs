using System.Text;
using System.Text.Json;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Teams.Tests.Surfaces;

/// <summary>One person at a client of Teams. A dialog lies in front of everything else until it is sent or closed.</summary>
internal sealed class TeamsSeat(TeamsScene scene, string name) : ISeat
{
    private readonly TeamsPerson person = scene.As(name);
    private readonly List<string> lines = [];
    private Dictionary<string, string> answers = [];
    private TeamsDialog? front;

    private Tenant Tenant => scene.Tenant;

    public async Task TypeAsync(string line) => Arrived(await person.SayAsync(TeamsScene.Channel, line));

    public async Task PressAsync(string button)
    {
        if (front is { } dialog)
        {
            Show(await person.SubmitAsync(dialog, dialog.Card.Button(button), Filled(dialog)), dialog.Conversation);
            return;
        }
        var board = await Tenant.FindAsync(_ => Board() is { } there && there.Card!.Buttons.Any(one => one.IsCalled(button)) ? there : null, $"{name} has no button: {button}");
        await PressAsync(board, board.Card!.Button(button));
    }

    public async Task PressAsync(TeamsMessage on, TeamsButton button)
    {
        var pressed = button.OpensDialog ? await person.FetchAsync(on, button) : await person.ExecuteAsync(on, button);
        Show(pressed, on.Root is null ? $"{on.Conversation};messageid={on.Id}" : on.Conversation);
    }

    public async Task<SeenContent> BoardAsync(string saying)
    {
        Put(null);
        return await SeeAsync(() => Board() is { } board ? See(board.Card!) : null, saying, "on one board");
    }

    public Task<SeenContent> ThreadAsync(string saying) => SeeAsync(() => Board() is { } board ? See([.. Tenant.RepliesTo(board).Select(reply => reply.Card!)]) : null, saying, "in the thread");

    public async Task<SeenContent> PhaseAsync(string heading)
    {
        if (front is null) await PressAsync("All phases");
        var chooser = Chooser(front!).ShouldNotBeNull($"{name} sees no phases.");
        var wanted = chooser.GetProperty("choices").EnumerateArray().Single(choice => choice.GetProperty("title").GetString() == heading).GetProperty("value").GetString()!;
        if (chooser.GetProperty("value").GetString() != wanted)
        {
            answers["Phase"] = wanted;
            await PressAsync("Show");
        }
        Chooser(front!)!.Value.GetProperty("value").GetString().ShouldBe(wanted);
        return See(front!.Card);
    }

    public async Task<string> ChannelAsync(string saying) =>
        ShownCard.Read((await Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => message is { Conversation: TeamsScene.Channel, Root: null } && !TeamsScene.IsBoard(message) && ShownCard.Read(message.Card!).Contains(saying, StringComparison.Ordinal)), $"The channel does not read: {saying}")).Card!);

    public async Task<string> ToldAsync(string saying)
    {
        var told = await Tenant.FindAsync(_ => Told().LastOrDefault(words => words.Contains(saying, StringComparison.Ordinal)), $"{name} was not told: {saying}. {string.Join(" | ", Told())}");
        if (front is { } read && !IsAsking(read)) Put(null);
        return told;
    }

    public Task<IReadOnlyList<string>> AllToldAsync() => Task.FromResult<IReadOnlyList<string>>([.. Told()]);

    public async Task<SeenDialog> DialogAsync() => See(await OpenAsync());

    public async Task FillInAsync(string field, string answer)
    {
        var input = InputOf(await OpenAsync(), field);
        answers[field] = input.TryGetProperty("choices", out var choices)
            ? choices.EnumerateArray().Single(choice => choice.GetProperty("title").GetString() == answer).GetProperty("value").GetString()!
            : answer;
    }

    public async Task SendAsync()
    {
        var sent = await SubmitAsync();
        sent.ShouldNotBeSameAs(front);
        (front is null || Chooser(front) is not null).ShouldBeTrue(front?.Card.Words);
    }

    public async Task<SeenDialog> SendInVainAsync()
    {
        var sent = await SubmitAsync();
        front.ShouldNotBeNull();
        front.Title.ShouldBe(sent.Title);
        front.Card.Elements.ShouldContain(element => IsError(element), front.Card.Words);
        return See(front);
    }

    public async Task<string> FileAsync(Func<Task> asking)
    {
        // An offer that was taken goes away.
        var before = Offers().Select(offer => offer.Id).ToHashSet();
        await asking();
        var offer = await Tenant.FindAsync(_ => Offers().FirstOrDefault(offer => !before.Contains(offer.Id)), $"{name} was offered no file.");
        var files = Tenant.ChatWith(person.ObjectId).Count(IsFile);
        Arrived(await person.TakeAsync(offer));
        await Tenant.UntilAsync(tenant => tenant.ChatWith(person.ObjectId).Count(IsFile) > files, $"{name} got no file.");
        var shown = Tenant.ChatWith(person.ObjectId).Last(IsFile).Attachment(File)!.Value;
        return Encoding.UTF8.GetString(Tenant.Files[shown.GetProperty("content").GetProperty("uniqueId").GetString()!]);
    }

    private const string Consent = "application/vnd.microsoft.teams.card.file.consent";
    private const string File = "application/vnd.microsoft.teams.card.file.info";

    private static bool IsFile(TeamsMessage message) => message.Attachment(File) is not null;

    private static bool IsError(JsonElement element) => element.TryGetProperty("id", out var id) && id.GetString()!.StartsWith("error:", StringComparison.Ordinal);

    private TeamsMessage? Board() => Tenant.Messages.SingleOrDefault(TeamsScene.IsBoard);

    private List<TeamsMessage> Offers() => [.. Tenant.ChatWith(person.ObjectId).Where(message => message.Attachment(Consent) is not null)];

    /// <summary>Waits for a dialog; where only a button to it came (a typed line opens none), presses it.</summary>
    private async Task<TeamsDialog> OpenAsync()
    {
        if (front is null)
        {
            var asking = await Tenant.FindAsync(tenant => tenant.ChatWith(person.ObjectId) is [.., { Card: { } card } last] && card.Buttons.Any(button => button.OpensDialog) ? last : null, $"{name} has no dialog.");
            await PressAsync(asking, asking.Card!.Buttons.First(button => button.OpensDialog));
        }
        IsAsking(front.ShouldNotBeNull()).ShouldBeTrue(front!.Card.Words);
        return front;
    }

    private async Task<TeamsDialog> SubmitAsync()
    {
        var dialog = await OpenAsync();
        var kept = answers;
        Show(await person.SubmitAsync(dialog, SubmitOf(dialog)!, Filled(dialog)), dialog.Conversation);
        if (front is not null && front.Title == dialog.Title && Chooser(front) is null) answers = kept;
        return dialog;
    }

    /// <summary>Everything that stands in the fields, as a client sends it.</summary>
    private Dictionary<string, string> Filled(TeamsDialog dialog) =>
        dialog.Card.Inputs.ToDictionary(input => input.GetProperty("id").GetString()!, input => answers.GetValueOrDefault(Label(input), ValueOf(input)));

    private void Show(Delivery delivery, string conversation)
    {
        Arrived(delivery);
        // Such a line knows no reader's time, so that it names the zone of its own.
        if (delivery.Line is { Length: > 0 } line) lines.Add(SeenContent.InOneLine(line.Replace(" UTC", "", StringComparison.Ordinal)));
        if (delivery.Activity!["name"]?.GetValue<string>() is "task/fetch" or "task/submit") Put(TeamsDialog.Of(delivery.Json, conversation));
    }

    private void Put(TeamsDialog? dialog) => (front, answers) = (dialog, []);

    /// <summary>The chat with the bot, lines under what was pressed, and a dialog that only says something.</summary>
    private IEnumerable<string> Told() =>
    [
        .. Tenant.ChatWith(person.ObjectId).Where(message => message.Card is not null).Select(message => ShownCard.Read(message.Card!)), .. lines,
        .. front is { } dialog && !IsAsking(dialog) && Chooser(dialog) is null ? [ShownCard.Read(dialog.Card)] : Array.Empty<string>(),
    ];

    private async Task<SeenContent> SeeAsync(Func<SeenContent?> look, string saying, string where) =>
        await Tenant.FindAsync(_ => look() is { } seen && seen.Words.Contains(saying, StringComparison.Ordinal) ? seen : null, $"{name} does not read {where}: {saying}");

    private SeenDialog See(TeamsDialog dialog) => new(
        dialog.Title, ShownCard.Read(dialog.Card), ShownCard.CommandIn(dialog.Card), SubmitOf(dialog)!.Label, [.. dialog.Card.Inputs.Select(input => new SeenField(Label(input), Answer(input), ShownCard.ErrorOf(dialog.Card, input.GetProperty("id").GetString()!)))]);

    private string Answer(JsonElement input)
    {
        var value = answers.GetValueOrDefault(Label(input), ValueOf(input));
        return input.TryGetProperty("choices", out var choices)
            ? choices.EnumerateArray().Where(choice => choice.GetProperty("value").GetString() == value).Select(choice => choice.GetProperty("title").GetString()!).FirstOrDefault("")
            : value;
    }

    private static SeenContent See(params TeamsCard[] cards) =>
        new(string.Join(' ', cards.Select(ShownCard.Read)), [.. cards.SelectMany(card => card.Buttons).Select(button => new SeenButton(button.Label, button.Accessible))]);

    private static string Label(JsonElement input) => input.GetProperty("label").GetString()!;

    private static string ValueOf(JsonElement input) => input.TryGetProperty("value", out var value) ? value.GetString()! : "";

    private static JsonElement InputOf(TeamsDialog dialog, string field) => dialog.Card.Inputs.Single(input => Label(input) == field);

    private static TeamsButton? SubmitOf(TeamsDialog dialog) => dialog.Card.Buttons.FirstOrDefault(button => button.Data.GetProperty("chatops").GetProperty("do").GetString() == "send");

    private static bool IsAsking(TeamsDialog dialog) => SubmitOf(dialog) is not null;

    /// <summary>The field that chooses a phase; null in another dialog.</summary>
    private static JsonElement? Chooser(TeamsDialog dialog) =>
        dialog.Card.Inputs.Where(input => input.GetProperty("id").GetString() == "panel").Select(input => (JsonElement?)input).FirstOrDefault();

    private static void Arrived(Delivery delivery) => delivery.IsOk.ShouldBeTrue($"{delivery.Status} {delivery.Body}");
}
