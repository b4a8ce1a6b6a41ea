using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Tinedy.ChatOps.Console.Components.Boards;

/// <summary>A heading whose level depends on where it stands, so that no page skips one.</summary>
public sealed class DynamicHeading : ComponentBase
{
    [Parameter, EditorRequired] public int Level { get; set; }

    /// <summary>Where the focus goes when the thing it was on has vanished.</summary>
    [Parameter] public bool IsHome { get; set; }

    [Parameter] public string? Class { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, FormattableString.Invariant($"h{Level}"));
        builder.AddAttribute(1, "class", Class);
        if (IsHome)
        {
            builder.AddAttribute(2, "tabindex", "-1");
            builder.AddAttribute(3, "data-home", true);
        }
        builder.AddContent(4, ChildContent);
        builder.CloseElement();
    }
}
