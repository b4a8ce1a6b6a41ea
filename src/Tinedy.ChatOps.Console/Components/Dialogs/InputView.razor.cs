using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Console.Components.Dialogs;

/// <summary>One field of a dialog: its label, what helps, and what was wrong with it.</summary>
public sealed partial class InputView
{
    /// <summary>More choices than this are easier to find in a list.</summary>
    private const int MostRadios = 4;

    [Parameter, EditorRequired] public required Input Input { get; set; }

    [Parameter, EditorRequired] public required Dictionary<string, string> Answers { get; set; }

    [Parameter] public Prose? Error { get; set; }

    public static string IdOf(string input) => $"input-{input}";

    private string Id => IdOf(Input.Name);

    private string Answer => Answers.GetValueOrDefault(Input.Name, "");

    /// <summary>Bound, so that the server never echoes an older text over letters that were typed meanwhile.</summary>
    private string? Typed
    {
        get => Answer;
        set => Take(value ?? "");
    }

    private bool AreRadios => !Input.Choices.IsDefaultOrEmpty && Input.Choices.Length <= MostRadios;

    private string? Invalid => Error is null ? null : "true";

    private string? Described
    {
        get
        {
            string?[] about = [Error is null ? null : $"{Id}-error", IsMarkedOptional ? $"{Id}-optional" : null, Input.Hint is null ? null : $"{Id}-hint"];
            return about.Any(one => one is not null) ? string.Join(' ', about.OfType<string>()) : null;
        }
    }

    /// <summary>Beside the label and not in it: the field keeps the name that it has on every surface.</summary>
    private bool IsMarkedOptional => !Input.Required && !AreRadios;

    private void Take(ChangeEventArgs given) => Take(given.Value?.ToString() ?? "");

    private void Take(string answer) => Answers[Input.Name] = answer;
}
