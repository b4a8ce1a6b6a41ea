using System.Globalization;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>The number of an alert as people write it: "2", "#2".</summary>
internal static class AlertNumber
{
    public static int? Read(string text) =>
        int.TryParse(ItemList.Bare(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
