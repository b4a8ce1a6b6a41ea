using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// What is a blank on paper, for everything that reads or fills one: a run of underscores (escaped ones too), of dots or of dashes behind a
/// colon, empty brackets, blanks of HTML, and a placeholder like <c>&lt;name&gt;</c> or <c>[YYYY-MM-DD]</c>.
/// </summary>
internal static partial class BlankForms
{
    private const string Space = "(?:&nbsp;|&#160;|&#x0*a0;|&e[mn]sp;|[\u00A0\u2002\u2003\u3000])";

    private const string Day = @"[YMDTJAG]{2,4}(?:[-./ ][YMDTJAG]{2,4}){2}";

    private const string Asked = "(?i:(?:(?:your|the|enter|insert|add|fill in)[ ])?(?:" + FormWords.Name + "|" + FormWords.Date + "|" + FormWords.Signature + "|" + FormWords.Reach + "|tbd|tba|fill in|to be defined|to be determined|to be confirmed)(?:[ ]here)?|" + Day + ")";

    private const string Placeholder = "<" + Asked + ">|\\[" + Asked + @"\](?![(:\[])|\{\{?[ ]?" + Asked + @"[ ]?\}?\}";

    // What stands in front of a form is bounded, so that a long run of anything costs its length and no more.
    private const string Drawn =
        @"_{2,4}(?:[ ]?[/.-][ ]?_{2,4}){2}(?!_)|(?:\\?[_＿]){3,}|_(?:[ ]_){2,}|(?<![\p{L}\p{N}.])\.{4,}|\.{6,}|…(?:[ ]?…){2,}"
        + @"|(?<=[:：]\*{0,2}[ \t]{0,4})[-–—─]{4,}(?![\p{L}\p{N}])|\[[ \t]{3,}\]|\([ \t]{3,}\)"
        + "|(?<!(?:;|[\u00A0\u2002\u2003\u3000])[ ]?)(?>" + Space + "(?:[ ]?" + Space + @"){2,})(?=[ ]?[*_]{0,2}(?:$|[\r\n|<]|[\p{L} ]{2,24}[:：]))";

    /// <summary>The text with underscores in place of each blank: no position changes.</summary>
    public static string AsUnderscores(string text) => Blank().Replace(text, blank => new string('_', blank.Length));

    [GeneratedRegex("(?:" + Drawn + "|" + Placeholder + ")")]
    private static partial Regex Blank();

    /// <summary>A blank that asks for a day by itself.</summary>
    public static bool AsksForDay(string blank) => DayAlone().IsMatch(blank);

    [GeneratedRegex(@"^(?:_{2,4}(?:[ ]?[/.-][ ]?_{2,4}){2}|[<\[{]{1,2}[ ]?(?:(?i:(?:(?:your|the|enter|insert|add|fill in)[ ])?(?:" + FormWords.Date + ")(?:[ ]here)?)|" + Day + @")[ ]?[>\]}]{1,2})$")]
    private static partial Regex DayAlone();
}
