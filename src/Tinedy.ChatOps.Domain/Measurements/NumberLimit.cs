using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Measurements;

/// <summary>What a number must be: <c>&lt; 5</c>.</summary>
/// <param name="Operator">One of <c>= != &lt; &lt;= &gt; &gt;=</c>.</param>
public sealed partial record NumberLimit(string Operator, double Number)
{
    /// <summary>Null for anything but an operator and a finite number.</summary>
    public static NumberLimit? Read(string text) =>
        Form().Match(text) is { Success: true } match && ReadNumber(match.Groups[2].Value) is { } number ? new(match.Groups[1].Value, number) : null;

    /// <summary>
    /// A finite number, written as programs write one; null for everything else. Also for NaN and infinity: a division by zero says nothing
    /// about the database, and every comparison with NaN is false, which would look like an answer.
    /// </summary>
    public static double? ReadNumber(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public bool IsMetBy(double found) => Operator switch
    {
        "=" => found == Number,
        "!=" => found != Number,
        "<" => found < Number,
        "<=" => found <= Number,
        ">" => found > Number,
        _ => found >= Number,
    };

    public override string ToString() => $"{Operator} {Say(Number)}";

    public static string Say(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(=|!=|<=|<|>=|>)\s*(\S+)\s*$")]
    private static partial Regex Form();
}
