using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Headings that may be a way back and may be work: a recovery plan undoes a migration, and the recovery of a service ends an outage. What
/// stands under them is read as work, and the heading is named.
/// </summary>
internal static partial class DoubtfulWords
{
    private static readonly FrozenSet<string> Known = (
        "wiederherstellung|wiederherstellen|wiederherstellungsschritte|wiederherstellungsverfahren|datenwiederherstellung|zurücksetzen|zurückspielen|rücksicherung|notfall|notfallmaßnahmen|im notfall|im fehlerfall|im problemfall"
        + "|bei fehlern|bei problemen|bei fehlschlag|rettungsplan|ausweichplan|alternativplan|restauration|restaurer|plan de restauration|plan de reprise|plan de secours|plan de contingence|plan d'urgence|annulation|en cas d'échec"
        + "|en cas de problème|en cas d'erreur|recuperación|plan de recuperación|pasos de recuperación|restauración|plan de restauración|plan de contingencia|contingencia|plan de emergencia|en caso de fallo|en caso de error|en caso de problemas"
        + "|recuperação|plano de recuperação|restauração|plano de restauração|plano de contingência|contingência|plano de emergência|em caso de falha|em caso de erro|em caso de problemas|ripristinare|recupero|piano di recupero|piano di emergenza"
        + "|piano di contingenza|annullamento|in caso di errore|in caso di problemi|herstel|herstelplan|herstellen|noodplan|bij problemen|bij fouten|przywracanie|przywrócenie|plan przywracania|plan awaryjny|odtwarzanie|w razie problemów"
        + "|восстановление|план восстановления|аварийный план|возврат|в случае ошибки|в случае сбоя|復旧|復旧計画|復旧手順|復元|復元手順|リカバリ|リカバリー|リカバリ手順|リカバリー手順|リストア|リストア手順|コンティンジェンシープラン|障害時の対応|障害時対応|失敗時の対応|失敗した場合"
        + "|恢复|恢复计划|恢复步骤|恢复方案|还原|还原步骤|应急预案|应急方案|应急计划|失败处理|恢復|恢復計畫|復原|復原步驟|還原|應急方案|緊急方案|복구|복구 계획|복구 절차|복원|복원 절차|비상 계획|비상 대응|실패 시|실패 시 조치").Split('|').ToFrozenSet();

    /// <param name="words">As <see cref="HeadingWords"/> makes them one spelling.</param>
    public static bool MayBeRollback(string words) => Known.Contains(words) || Forms().IsMatch(words);

    private const string Plan = "(?:plans?|planning|steps?|procedures?|process|instructions?|actions?|tasks?|checklist|runbook|playbook|strategy|scenarios?|measures)";

    [GeneratedRegex(
        "^(?:(?:disaster|emergency|failure|data|database|db|system|error) )*(?:recovery|restore|restoration|contingency|contingencies|failback|switchback|downgrade)(?: (?:and|or) [a-z]+)?(?: " + Plan + ")?$"
        + "|^(?:recover|recovery|recovering|restore|restoring|restoration)(?: of)?(?: (?:the|a|from|from the|from a))? (?:database|db|data|backups?|old version|previous version|snapshot)(?: from (?:the |a )?(?:backups?|snapshot))?$"
        + "|^(?:emergency|failure|abort|abortion|worst case|escape|exit|alternative|alternate) (?:" + Plan + "|handling|response)$|^worst case$|^(?:switch(?:ing)?|go|fail(?:ing)?) back to (?:the )?(?:old|previous|former|last) [a-z ]+$"
        + @"|^(?:in case|in the event) of (?:an? |any )?(?:failures?|errors?|problems?|trouble|emergency|issues?|disaster)\b|^(?:if|when|what if|in case) .*\b(?:fails?|failed|failure|wrong|breaks?|broken|problems?|trouble|issues?|bad|badly)\b"
        + @"|^(?:how (?:to|do we) )?(?:reverts?|reverting|undo|undoing|(?:go|going|get|getting) back(?= to))\b")]
    private static partial Regex Forms();
}
