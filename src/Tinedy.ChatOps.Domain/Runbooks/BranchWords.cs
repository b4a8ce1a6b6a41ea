using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>"If after step 3:", "Option B:": words above a part of a list that is done only sometimes.</summary>
internal static partial class BranchWords
{
    private const int Longest = 120;

    /// <param name="words">Plain, with their colon.</param>
    public static bool Are(string words) => words.Length <= Longest && words.TrimEnd() is [.., ':' or '：'] && Branch().IsMatch(words);

    [GeneratedRegex(
        @"^(?:(?:only|nur|seulement|solo) )?(?:if|when|unless|otherwise|else|before|after|until|in case|option|variant|alternatives?|case|scenario|path|branch|falls|wenn|sofern|vor|nach|bei|andernfalls|sonst|variante|si|sinon|avant|après|antes|después|caso|depois|se|als|jeśli|если)\b"
        + "|^(?:もし|如果|若|만약)|(?:場合|とき|前|後|时|時|경우)[:：]$", RegexOptions.IgnoreCase)]
    private static partial Regex Branch();
}
