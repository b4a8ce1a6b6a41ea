using Microsoft.AspNetCore.Components;

namespace Tinedy.ChatOps.Console.Components.Runs;

/// <summary>Words within a picture. Razor keeps the word "text" for itself, so this element is written by hand.</summary>
internal static class SvgWords
{
    /// <param name="anchor">"start", "middle" or "end": which part of the words is at x.</param>
    public static RenderFragment At(string x, int y, string anchor, string words) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", x);
        builder.AddAttribute(2, "y", y);
        builder.AddAttribute(3, "text-anchor", anchor);
        builder.AddContent(4, words);
        builder.CloseElement();
    };
}
