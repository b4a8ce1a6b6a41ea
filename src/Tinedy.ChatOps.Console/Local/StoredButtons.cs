using System.Collections.Immutable;
using System.Text.Json;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Console.Local;

/// <summary>The buttons beneath a line of the local chat, as the line keeps them. Whoever presses one is judged like anybody else.</summary>
internal static class StoredButtons
{
    public static string? Write(ImmutableArray<Button> buttons) => buttons.IsEmpty ? null : JsonSerializer.Serialize(buttons);

    /// <summary>One that means nothing any more is left out.</summary>
    public static ImmutableArray<Button> Read(string? stored) => stored is null ? [] : [.. JsonSerializer.Deserialize<Button?[]>(stored)!.OfType<Button>()];
}
