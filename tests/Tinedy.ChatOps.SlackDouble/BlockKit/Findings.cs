namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>What is wrong, in Slack's words: <c>must be less than 76 characters [json-pointer:/blocks/3/accessory/text/text]</c>.</summary>
internal sealed class Findings
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string pointer, string what) => _all.Add($"{what} [json-pointer:{pointer}]");
}
