using System.Text.Json;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>A <c>block_id</c> names one block of its message, an <c>action_id</c> one element of its block.</summary>
internal static class Uniqueness
{
    public static void OfIds(JsonElement blocks, string pointer, Findings found)
    {
        if (blocks.ValueKind != JsonValueKind.Array) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, block) in blocks.EnumerateArray().Index())
        {
            if (block.Text("block_id") is { } id && !seen.Add(id))
                found.Add($"{pointer}/{index}/block_id", $"`block_id` `{id}` already exists for another block");
            OfActions(block, $"{pointer}/{index}", found);
        }
    }

    private static void OfActions(JsonElement block, string pointer, Findings found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, element) in block.Items("elements").Index())
        {
            if (element.Text("action_id") is { } id && !seen.Add(id))
                found.Add($"{pointer}/elements/{index}/action_id", $"`action_id` `{id}` already exists for another element");
        }
    }
}
