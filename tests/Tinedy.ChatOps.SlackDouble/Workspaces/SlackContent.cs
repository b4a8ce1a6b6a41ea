using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.BlockKit;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>Something on a person's screen: a message, a whisper, a modal, a home. It is a snapshot, as a screen is.</summary>
public abstract record SlackContent
{
    /// <summary>The blocks as Slack keeps them, with every id filled in; an empty array when there are none.</summary>
    public abstract JsonElement Blocks { get; }

    /// <summary>Everything that can be pressed or chosen, the options of menus one by one.</summary>
    public IReadOnlyList<SlackButton> Buttons => BlockReader.ButtonsOf(Blocks);

    /// <summary>What a person reads, line by line.</summary>
    public abstract string Words { get; }

    /// <summary>The one button with this label, or with this accessibility label; says what there is when there is no such one.</summary>
    public SlackButton Button(string label) => FindButton(label) ?? throw new InvalidOperationException(
        $"""There is no button "{label}". There are: {string.Join(", ", Buttons.Select(button => $"\"{button}\""))}. It says:{Environment.NewLine}{Words}""");

    public SlackButton? FindButton(string label) =>
        Buttons.FirstOrDefault(button => button.AccessibilityLabel == label) ?? Buttons.FirstOrDefault(button => button.Label == label);

    public bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);
}
