using System.Collections.Immutable;
using System.Text.Json;
using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>A dialog that was open when the service went away, as the browser has kept it.</summary>
/// <param name="Opener">Its button, as <see cref="Write"/> made it.</param>
/// <param name="Answers">What had been filled in, by the input's name.</param>
public sealed record KeptDialog(string? Opener, ImmutableDictionary<string, string>? Answers)
{
    public static string? Write(Button? opener) => opener is null ? null : StoredButtons.Write([opener]);

    /// <summary>Null when it means nothing any more, or would do something and not ask first.</summary>
    public Button? Button
    {
        get
        {
            try
            {
                return StoredButtons.Read(Opener) is [{ AsksFirst: true } opener] ? opener : null;
            }
            catch (JsonException)
            {
                // A browser can hold anything.
                return null;
            }
        }
    }
}
