using System.Collections.Immutable;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Dialogs;

/// <summary>A dialog as a modal: the loss and the whole command first, then the fields, then two buttons.</summary>
internal static class DialogView
{
    /// <summary>The one element of each field's block.</summary>
    private const string Field = "value";

    public static View Draw(Dialog dialog, Markup markup, ViewState memory)
    {
        var flow = new BlockBuilder(markup).Line(markup.Write(dialog.Lead));
        if (dialog.Command is { } command) foreach (var part in Whole(command)) flow.Block(new Block.Section(TextObject.Marked(part)));
        foreach (var fact in dialog.Facts) flow.Line($"*{ForeignText.Escape(ForeignText.Tame(fact.Label))}*  {markup.Write(fact.Value, 2_000)}");
        foreach (var row in dialog.Rows) flow.Row(row, 500);
        ImmutableArray<Block> blocks = [.. flow.Blocks, .. dialog.Inputs.Select(Input)];
        if (blocks.Length > Limits.ViewBlocks || SlackJson.Write(blocks).Length > Limits.OwnViewLetters)
            return Views.Saying(dialog.Title, $"Slack cannot show the whole of this, and what is not shown whole cannot be confirmed here. The same can be typed.", markup);
        return Views.Modal(dialog.Title, blocks) with
        {
            Submit = dialog.Submit is { } submit ? TextObject.Plain(submit, Limits.Title) : dialog.Inputs.IsEmpty ? null : TextObject.Plain("Send"),
            PrivateMetadata = (memory with
            {
                About = dialog.About is { } about ? ButtonCode.Write(about) : null,
                Carries = dialog.Carries.IsEmpty ? null : dialog.Carries,
            }).Write(),
        };
    }

    /// <summary>What is about to run is shown to its last letter: a section for every piece that one takes.</summary>
    private static IEnumerable<string> Whole(string command)
    {
        var lines = command.Split('\n').SelectMany(line => line.Chunk(LineLetters).Select(chunk => new string(chunk)).DefaultIfEmpty("")).ToList();
        while (lines.Count > 0)
        {
            var room = SectionLetters;
            var part = lines.TakeWhile(line => (room -= ForeignText.Escape(ForeignText.TameCode(line)).Length + 1) >= 0).ToList();
            yield return Markup.Code(part, LineLetters, Limits.SectionText);
            lines.RemoveRange(0, part.Count);
        }
    }

    /// <summary>Short enough that even with every letter escaped a piece fits its section.</summary>
    private const int LineLetters = 400;
    private const int SectionLetters = 2_900;

    private static Block Input(Input input)
    {
        var element = IsText(input)
            ? new Element.TextInput(Field, input.Multiline, Limits.InputText, input.Initial)
            : Choices(input, [.. input.Choices.Select(choice => new Option(TextObject.Plain(choice.Label, Limits.OptionText), choice.Value))]);
        return new Block.Input(TextObject.Plain(input.Label, Limits.InputLabel), element, !input.Required, input.Hint is { } hint ? TextObject.Plain(hint, Limits.InputLabel) : null)
        {
            BlockId = input.Name,
        };
    }

    /// <summary>What Slack cannot offer to choose from is typed.</summary>
    private static bool IsText(Input input) =>
        input.Choices.IsEmpty || input.Choices.Length > Limits.Options || input.Choices.Any(choice => choice.Value.Length > Limits.OptionValue || choice.Value.Length == 0);

    private static Element Choices(Input input, ImmutableArray<Option> options)
    {
        var initial = options.FirstOrDefault(option => option.Value == input.Initial);
        return options.Length <= 3
            ? new Element.RadioButtons(Field, options, initial)
            : new Element.StaticSelect(Field, TextObject.Plain(input.Label), options, initial);
    }
}
