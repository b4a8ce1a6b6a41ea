using System.Collections.Immutable;
using System.Text.Json;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Console.Local;

/// <summary>The buttons beneath a line of the local chat, as the line keeps them. Whoever presses one is judged like anybody else.</summary>
internal static class StoredButtons
{
    public static string? Write(ImmutableArray<Button> buttons) => buttons.IsEmpty ? null : JsonSerializer.Serialize(buttons.Select(Stored.Of));

    /// <summary>One whose verb is about something else by now is left out.</summary>
    public static ImmutableArray<Button> Read(string? stored) =>
        stored is null ? [] : [.. JsonSerializer.Deserialize<Stored[]>(stored)!.Select(one => one.ToButton()).OfType<Button>()];

    /// <summary>Lines outlive versions of the service, so this form stays, however a button is made.</summary>
    private sealed record Stored(Verb Verb, RunId Run, string? Item, int Version, string Label, string Accessible, bool Danger, bool OpensDialog)
    {
        public static Stored Of(Button button) =>
            new(button.Verb, button.Run, button.Target.Name, button.Target.Beside, button.Words, button.Accessible, button.Danger, button.AsksFirst);

        // An earlier version kept the "…" with the words.
        public Button? ToButton() => ButtonTarget.Read(Verb, Item, Version) is { } target
            ? new(Verb, Run, target, Label.TrimEnd('…'), Accessible, OpensDialog, Danger)
            : null;
    }
}
