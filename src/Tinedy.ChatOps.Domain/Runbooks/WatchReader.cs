using System.Globalization;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The block of a rollback criterion: what it looks at is a command like any other, how it is watched stands in its braces. A watcher that can
/// never say "no" would look like safety, so a block that judges nothing is an error.
/// </summary>
internal sealed class WatchReader(Findings findings)
{
    private static readonly string[] Known = ["every", "timeout", "count", "errors", "inconclusive", "expect", "slower", "samples", "warmup", "after", "dry-run"];
    private const int MostInARow = 100;
    private const int MostSamples = 200;
    private const int MostWarmUp = 50;
    private const int MostSlower = 10_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestEvery = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public CommandBlock Read(CommandBlock block, IReadOnlyList<Attributes.Attribute> attributes)
    {
        var plan = new WatchPlan();
        foreach (var attribute in attributes) plan = With(plan, attribute, block.Line);
        if (!block.CanRun) return block;
        if (block.IsMessage)
        {
            findings.Error(block.Line, "watch", "A message finds nothing out. Write a block of bash, sh, sql or http here; whoever raises the criterion calls the contacts.");
            return block with { CanRun = false };
        }
        if (block.Placeholders is [var blank, ..])
            findings.Error(block.Line, "watch", $"A watcher cannot wait for a file of the run: \"{blank}\" stands for one. Write what is there from the beginning.");
        if (plan.Slower is null && attributes.FirstOrDefault(attribute => attribute.Name is "samples" or "warmup") is { } lonely)
            findings.Error(block.Line, "watch", $"\"{lonely.Name}\" says how a duration is measured, and nothing here asks for one: add slower=50%, or take it away.");
        if (plan is { Slower: not null, Expect: not null })
            findings.Error(block.Line, "watch", "A block is judged by its number or by its duration, not by both. Write a criterion for each.");
        Judges(block, plan);
        return block with { Watch = plan };
    }

    private void Judges(CommandBlock block, WatchPlan plan)
    {
        var (expected, gives) = block.Kind switch
        {
            CommandKind.Sql => ([.. SqlScript.Read(block.Text).Statements.SelectMany(statement => statement.Expectations)], true),
            CommandKind.Http => (HttpBlock.Read(block.Text).Expectations, HttpBlock.Read(block.Text).ValuePath is not null),
            _ => ([], true),
        };
        foreach (var warning in expected.Where(expectation => expectation.IsWarning))
            findings.Error(block.Line + warning.Line, "watch", $"A watcher either finds something or does not, so it cannot only warn. Write: expect: {warning}");
        if (plan.Expect is not null && !gives)
            findings.Error(block.Line, "watch", "\"expect\" needs a number, and this request takes none out of its answer. Add a line above it, like: # value: data.result.0.value.1");
        if (block.Kind == CommandKind.Sql && plan is { Expect: null, Slower: null } && expected.IsEmpty)
            findings.Error(block.Line, "watch", "Nothing here says what is feared, so this watcher would always be quiet. Add expect=\"= 0\", slower=50%, or a comment like -- expect: rows = 0");
    }

    private WatchPlan With(WatchPlan plan, Attributes.Attribute attribute, int line)
    {
        switch (attribute)
        {
            case { Name: "every", Value: { } text } when CommandReader.Length(text, Shortest, LongestEvery) is { } every: return plan with { Every = every };
            case { Name: "timeout", Value: { } text } when CommandReader.Length(text, Shortest, LongestTimeout) is { } timeout: return plan with { Timeout = timeout };
            case { Name: "count", Value: { } text } when Number(text, 1, MostInARow) is { } count: return plan with { Failures = count };
            case { Name: "errors", Value: { } text } when Number(text, 1, MostInARow) is { } errors: return plan with { Errors = errors };
            case { Name: "inconclusive", Value: { } text } when Number(text, 1, MostInARow) is { } inconclusive: return plan with { Inconclusive = inconclusive };
            case { Name: "expect", Value: { } text } when NumberLimit.Read(text) is { } limit: return plan with { Expect = limit };
            case { Name: "slower", Value: ['0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', .., '%'] text } when Number(text[..^1], 1, MostSlower) is { } percent:
                return plan with { Slower = 1 + percent / 100.0 };
            case { Name: "samples", Value: { } text } when Number(text, MedianInterval.Fewest, MostSamples) is { } samples: return plan with { Samples = samples };
            case { Name: "warmup", Value: { } text } when Number(text, 0, MostWarmUp) is { } warmUp: return plan with { WarmUp = warmUp };
            case { Name: "after", Value: { } step } when !string.IsNullOrWhiteSpace(step): return plan with { After = step.Trim() };
            case { Name: "dry-run", Value: null or "true" }: return plan with { DryRun = true };
            case { Name: "dry-run", Value: "false" }: return plan;
        }
        if (Known.Contains(attribute.Name))
            findings.Error(line, "attribute-value", $"The value of \"{attribute.Name}\" cannot be used here. {Expected(attribute.Name)}");
        else
            findings.Warning(line, "unknown-attribute", $"The attribute \"{attribute.Name}\" is unknown at a criterion and has no effect. {Suggestion.For(attribute.Name, Known)}");
        return plan;
    }

    private static string Expected(string name) => name switch
    {
        "every" => "Write 30s, 1m or 1h; from 1 second to 24 hours.",
        "timeout" => "Write 30s or 2m; from 1 second to 10 minutes.",
        "count" or "errors" or "inconclusive" => FormattableString.Invariant($"Write how many checks in a row, from 1 to {MostInARow}."),
        "expect" => "Write = != < <= > or >= and a number: expect=\"< 5\".",
        "slower" => FormattableString.Invariant($"Write whole percents, from 1% to {MostSlower}%: slower=50%."),
        "samples" => FormattableString.Invariant($"Write a number from {MedianInterval.Fewest} to {MostSamples}; of fewer samples no median can be told from chance."),
        "warmup" => FormattableString.Invariant($"Write a number from 0 to {MostWarmUp}."),
        "after" => "Write a step's number or name: after=migrate.",
        _ => "Write it alone.",
    };

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
