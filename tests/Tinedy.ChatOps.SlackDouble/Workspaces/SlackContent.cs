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

    /// <summary>The one button with this accessibility label, or else with this label; says what there is when it is not one.</summary>
    public SlackButton Button(string label)
    {
        var found = FindButtons(label);
        if (found is [var one]) return one;
        var all = string.Join(", ", Buttons.Select(button => $"\"{button}\""));
        throw new InvalidOperationException($"""There are {found.Count} buttons "{label}" among {all}. It says:{Environment.NewLine}{Words}""");
    }

    /// <summary>The buttons with this accessibility label; when there is none, those with this label.</summary>
    public IReadOnlyList<SlackButton> FindButtons(string label)
    {
        var buttons = Buttons;
        SlackButton[] aloud = [.. buttons.Where(button => button.AccessibilityLabel == label)];
        return aloud.Length > 0 ? aloud : [.. buttons.Where(button => button.Label == label)];
    }

    public bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);
}
