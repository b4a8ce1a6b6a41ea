using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>What axe-core finds on a page as it is now: all its rules, best practices among them, and the size of targets.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Everything = new() { Rules = new() { ["target-size"] = new() { Enabled = true } } };

    /// <returns>One line for each element: the rule, what it asks, and the element. Empty: nothing was found.</returns>
    public static async Task<string[]> ViolationsAsync(Tab tab)
    {
        var result = await tab.Page.RunAxe(Everything);
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))];
    }
}
