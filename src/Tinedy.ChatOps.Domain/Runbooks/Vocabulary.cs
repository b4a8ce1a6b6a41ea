using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The headings that have a meaning, as <see cref="HeadingWords"/> makes them one spelling: English by its forms, other languages by their
/// usual headings. A word belongs here only where its meaning in a migration checklist is certain.
/// </summary>
internal static partial class Vocabulary
{
    private static readonly FrozenDictionary<string, HeadingKind> Known = new (HeadingKind Kind, string Headings)[]
    {
        // German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Japanese, Chinese, Korean.
        (HeadingKind.RollbackSteps,
            "rollbackplan|rückfallplan|rückfall plan|rückfallverfahren|rückfallschritte|rückfallszenario|rückfall|fallback|fallbackplan|rollback schritte|rollback durchführung|rollback ausführung"
            + "|rollback verfahren|rollback ablauf|rückabwicklung|zurückrollen|rückrollplan|durchführung des rollbacks|plan de retour arrière|plan de retour en arrière|retour arrière|retour en arrière"
            + "|procédure de retour arrière|procédure de retour en arrière|étapes de retour arrière|étapes du retour arrière|plan de repli|plan de rollback|procédure de rollback|étapes de rollback"
            + "|exécution du rollback|plan de reversión|reversión|pasos de reversión|procedimiento de reversión|plan de marcha atrás|marcha atrás|vuelta atrás|plan de vuelta atrás|pasos de rollback"
            + "|procedimiento de rollback|ejecución del rollback|plano de reversão|reversão|passos de reversão|etapas de reversão|procedimento de reversão|plano de rollback|passos de rollback"
            + "|etapas de rollback|passos do rollback|etapas do rollback|procedimento de rollback|execução do rollback|plano de retorno|piano di rollback|procedura di rollback|passi di rollback"
            + "|terugvalplan|terugdraaiplan|terugdraaien|rollback stappen|rollback procedure|plan wycofania|procedura wycofania|kroki wycofania|wycofanie zmian|откат|план отката|процедура отката|шаги отката"
            + "|ロールバック|ロールバック手順|ロールバック計画|ロールバック実施|ロールバックの手順|切り戻し|切戻し|切り戻し手順|切戻し手順|切り戻し計画|切戻し計画|回滚|回滚计划|回滚步骤|回滚方案|回滚流程|回滚操作|回退方案|回退步骤"
            + "|回滾|回滾計畫|回滾計劃|回滾步驟|롤백|롤백 계획|롤백 절차|롤백 단계|rückgängig machen|rückgängigmachen|rückbau der migration|revenir en arrière|annuler la migration|annulation de la migration"
            + "|revertir|revertir los cambios|revertir la migración|deshacer|deshacer los cambios|reverter|reverter a migração|reverter as alterações|desfazer|desfazer as alterações|annullare le modifiche"
            + "|terugdraaien van de migratie|ongedaan maken|cofnięcie zmian|cofnij zmiany|отмена изменений|отмена миграции|元に戻す|元に戻す手順|撤销|撤销变更|撤銷|되돌리기"
            + "|piano b|plano b|план б|план b|プランb|b计划|b計劃|备用方案|플랜 b|플랜b"),
        (HeadingKind.RollbackCriteria,
            "rollback kriterien|rollbackkriterien|rückfallkriterien|rückfall kriterien|kriterien für einen rollback|kriterien für den rollback|kriterien für rollback|auslöser für einen rollback|auslöser für den rollback"
            + "|auslöser für rollback|rollback auslöser|critères de retour arrière|critères de retour en arrière|critères de rollback|critères de repli|déclencheurs du retour arrière|déclencheurs de retour arrière"
            + "|déclencheurs du rollback|criterios de reversión|criterios de rollback|criterios de marcha atrás|criterios para el rollback|criterios para la reversión|critérios de reversão|critérios de rollback|critérios para rollback"
            + "|critérios para reversão|criteri di rollback|terugvalcriteria|rollbackcriteria|kryteria wycofania|критерии отката|условия отката|ロールバック基準|ロールバック条件|ロールバック判断基準|ロールバックの条件|ロールバックの基準"
            + "|切り戻し基準|切戻し基準|切り戻し条件|切り戻し判断基準|回滚条件|回滚标准|回滚触发条件|回退条件|回滾條件|롤백 기준|롤백 조건"),
        (HeadingKind.SignOff,
            "unterschriften|unterschrift|freigabe und unterschrift|freigaben und unterschriften|abnahme und unterschrift|unterzeichnung|unterschriften und freigabe|signatures|signature|signature et approbation|signature et validation|approbation et signatures|approbations et signatures|validation et signatures|signatures et approbations"
            + "|firmas|firma y aprobación|firmas y aprobaciones|aprobación y firmas|aprobaciones y firmas|assinaturas|assinatura|aprovações e assinaturas|assinaturas e aprovações|aprovação e assinaturas|firme|firma|firme e approvazioni|approvazioni e firme|approvazione e firma|sottoscrizioni|sottoscrizione|handtekeningen|handtekening|ondertekening|ondertekeningen|ondertekening en goedkeuring|goedkeuring en ondertekening|ondertekend door|paraaf"
            + "|podpisy|podpis|podpisy i zatwierdzenia|подписи|подпись|согласование и подписи|署名|署名欄|承認欄|承認と署名|承認 and 署名|签字|签名|签核|签字确认|簽名|簽核|서명|승인 및 서명"),
        (HeadingKind.Contacts,
            "notfallkontakte|notfallkontakt|notfall kontakte|kontakte im notfall|notfallnummern|kontakte|kontaktliste|ansprechpartner|ansprechpartner im notfall|notrufnummern|notfallrufnummern|kontaktdaten|kontaktpersonen|eskalationskontakte|eskalation|contacts d'urgence|contact d'urgence"
            + "|contacts en cas d'urgence|contacts d'escalade|numéros d'urgence|personnes à contacter|personnes à contacter en cas d'urgence|contactos de emergencia|contacto de emergencia|contactos|contactos de escalado|contatos de emergência|contactos de emergência|contato de emergência"
            + "|contatos|contatti di emergenza|contatto di emergenza|numeri di emergenza|contatti d'emergenza|contatti|noodcontacten|noodcontact|noodnummers|contactgegevens|contactpersonen|contactpersonen bij nood|contacten|kontakty awaryjne|kontakt awaryjny|kontakty w nagłych wypadkach|kontakty|экстренные контакты|аварийные контакты"
            + "|контакты для экстренной связи|контакты|緊急連絡先|連絡先|連絡網|緊急連絡網|緊急時連絡先|緊急時の連絡先|连络人|紧急联系人|紧急联系方式|应急联系方式|联系方式|应急联系人|联系人|緊急聯絡人|緊急聯絡方式|聯絡方式|聯絡人|비상 연락처|비상연락처|긴급 연락처|긴급연락처|연락처|비상 연락망|비상연락망|긴급 연락망|긴급연락망|연락망|비상 연락|담당자 연락처"),
        (HeadingKind.Information,
            "migrationsinformationen|migrationsdaten|angaben zur migration|informationen zur migration|informations de migration|informations sur la migration|información de la migración|información de migración|informações da migração"
            + "|informações de migração|informazioni sulla migrazione|migratie informatie|informacje o migracji|информация о миграции|移行情報|迁移信息|遷移資訊|마이그레이션 정보"),
        (HeadingKind.Notes,
            "notizen|bemerkungen|anmerkungen|remarques|notas|observaciones|observações|note|notities|opmerkingen|notatki|uwagi|примечания|заметки|備考|メモ|注記|备注|備註|비고|메모"),
    }.SelectMany(row => row.Headings.Split('|').Distinct().Select(heading => (heading, row.Kind))).ToFrozenDictionary(pair => pair.heading, pair => pair.Kind);

    /// <summary>Null where the words are none of these.</summary>
    public static HeadingKind? KindOf(string words) =>
        Criteria().IsMatch(words) ? HeadingKind.RollbackCriteria
        : Steps().IsMatch(words) ? HeadingKind.RollbackSteps
        : Signatures().IsMatch(words) ? HeadingKind.SignOff
        : Contacts().IsMatch(words) ? HeadingKind.Contacts
        : Information().IsMatch(words) ? HeadingKind.Information
        : Notes().IsMatch(words) ? HeadingKind.Notes
        : Known.TryGetValue(words, out var kind) ? kind
        : null;

    public static bool IsCriteriaOfRollback(string words) => UnderRollback().IsMatch(words);

    public static bool MayBeSignOff(string words) => Approvals().IsMatch(words);

    /// <summary>The words speak of a rollback, of signatures or of contacts, and do not say what of it stands there.</summary>
    public static bool SpeaksOfOne(string words) => (Stems().IsMatch(words) && !Preparing().IsMatch(words)) || DoubtfulWords.MayBeRollback(words);

    private const string Of = @"(?:(?:emergency|full|partial|database|db|application|app|data|schema|migration|deployment|release|production|prod|code|detailed|manual|automated|quick|complete) )*";

    // Whoever undoes one of these goes back; "revert the DNS entry" may be a step forward.
    private const string Undone = @"(?:(?:database|db|application|app|data|schema|code|production|prod) )*(?:migrations?|deployments?|releases?|changes?|upgrades?|updates?|rollout|cutover|everything|database|schema|application|version)";

    [GeneratedRegex(
        "^" + Of + @"(?:(?:rollback|backout)(?: and (?:recovery|restore|restoration|contingency))?(?: (?:plan|execution|steps?|procedures?|process|instructions?|actions?|tasks?|checklist|runbook|playbook|phase|path|strategy|sequence|guide|workflow|scenario))?"
        + @"(?: (?:steps|details|section|checklist|procedure|actions|execution))?|(?:fallback|revert|reversion|reversal|undo|way back) (?:plan|steps?|procedures?|process|instructions?|actions?|checklist)"
        + @"|revert(?:ing)?|reversion|reversal|undo(?:ing)?|fallback|way back|going back)$|^plan b$"
        + "|^how (?:to|do we) (?:revert|undo|go back|get back)(?: it)?$"
        + @"|^(?:how to )?(?:rollback|backout|revert(?:ing)?|undo(?:ing)?|reversion|reversal)(?: of)? (?:(?:the|all|our|your|these) )*" + Undone + "$"
        + "|^(?:rollback|revert(?:ing)?|going back|return(?:ing)?) to (?:the )?(?:previous|old|former|prior|last) (?:version|release|state|database|schema|system)$"
        + @"|^(?:execute|perform|execution of|performing|steps for|steps to|steps of|how to|procedure for|plan for|instructions for|in case of|in case of a) (?:the |a )?" + Of + "rollback$")]
    private static partial Regex Steps();

    private const string Reasons = "(?:criteria|criterion|triggers?|conditions?|thresholds?)";

    [GeneratedRegex(
        "^" + Of + "(?:rollback|backout|fallback) (?:decision |trigger )?" + Reasons + "(?: (?:and|or) " + Reasons + ")?$|^rollback (?:if|when)$"
        + "|^" + Reasons + "(?: (?:and|or) " + Reasons + ")? (?:for|to|of) (?:a |the )?(?:rollback|backout)$|^when (?:to|should we|do we|must we|we) (?:rollback|backout|revert|go back)$")]
    private static partial Regex Criteria();

    [GeneratedRegex(
        "^(?:decision |trigger |go and no go )?" + Reasons + "(?: (?:and|or) " + Reasons + ")?$|^when$|^(?:kriterien|auslöser|bedingungen|critères|déclencheurs|conditions|criterios|condiciones|critérios|condições|criteri|基準|条件|判断基準|条件と基準|触发条件|기준|조건)$")]
    private static partial Regex UnderRollback();

    private const string Whose = @"(?:(?:final|technical|business|management|go live|go and no go|go no go|production|prod|stakeholder|team|release|required|formal|post migration|pre migration|migration|deployment|change|project|executive|customer|client|user|uat|qa|security|operations|dba) )*";

    [GeneratedRegex(
        "^" + Whose + @"(?:signoff|signatures?)(?: (?:and|or) (?:approvals?|signatures?|acceptance|signoff|completion|closure))*(?: (?:sheet|section|table|form|matrix|page|block|list|record|log|required|by))?$"
        + "|^" + Whose + @"(?:approvals?|acceptance|reviews?|completion|closure) and (?:signoff|signatures?)$")]
    private static partial Regex Signatures();

    [GeneratedRegex(
        "^" + Whose + @"(?:approvals?|approvers|acceptance|authori[sz]ations?|go and no go|go no go)(?: (?:matrix|table|list|sheet|section|required|decision))?$|^(?:freigaben?|abnahme|genehmigung(?:en)?|approbations?|visas?|validations?|aprobación|aprobaciones"
        + "|aprovação|aprovações|approvazion[ei]|goedkeuring(?:en)?|zatwierdzeni[ae]|согласование|утверждение|承認|承認者|审批|批准|審批|核准|승인)$")]
    private static partial Regex Approvals();

    [GeneratedRegex(
        @"^(?:(?:emergency|escalation|on call|oncall|key|important|primary|support|team|project|technical|incident|rollback|migration|deployment|release) )*contacts?(?: (?:information|info|list|details|persons?|people|numbers|sheet|table|matrix))?(?: and (?:escalation|responsibilities|roles|on call))?$"
        + "|^points? of contact$|^who(?:m)? to (?:call|contact)$|^escalation(?: (?:path|list|matrix|chain|order|tree|contacts))?(?: and contacts)?$|^(?:emergency )?(?:call list|call tree|phone numbers|numbers)$")]
    private static partial Regex Contacts();

    [GeneratedRegex("^(?:migration|deployment|release|change) (?:information|info|details)$")]
    private static partial Regex Information();

    [GeneratedRegex("^(?:(?:additional|general|post migration|migration|other) )?(?:notes?|remarks|comments)(?: and (?:notes?|remarks|comments|observations|issues))?$")]
    private static partial Regex Notes();

    // Work that comes before any rollback or signature, or that is about people without being a list of them.
    [GeneratedRegex(
        @"^(?:test|testing|prepare|preparing|rehearse|rehearsing|review|validate|document|plan|planning|define|get|obtain|collect|request|contact|notify|inform|confirm|check|verify)\b"
        + @"|\b(?:tests?|testing|rehearsals?|readiness|preparations?|prep|planning|prerequisites?|dry run|drill|window|documentation)$")]
    private static partial Regex Preparing();

    [GeneratedRegex(
        @"rollback|backout|\bfallback\b|\breversal\b|signoff|\bsignatures?\b|\bapprovals?\b|\bapprovers?\b|\bcontacts\b|\bescalations?\b|\bon call\b|\broles\b|\b(?:abort|stop|failure|no go)\b.*\b(?:criteria|criterion|conditions?|triggers?)$|rückfall|zurückroll|rückabwick|wiederherstellungsplan|abbruchkriterien|unterschrift|freigabe"
        + "|notfallkontakt|notfallplan|ansprechpartner|kontakt|retour arrière|retour en arrière|plan de repli|signataire|approbation|contacts d'|reversión|marcha atrás|firmas|aprobaci|contactos|reversão|assinatura|aprovaç|contatos|ripristino|contatti"
        + "|terugval|terugdraai|handteken|onderteken|goedkeuring|noodcontact|wycofani|podpis|kontakty|откат|подпис|согласовани|контакт|ロールバック|切り?戻し|復旧手順|署名|承認|連絡先|回滚|回退|回滾|签字|签名|审批|联系|聯絡|联络|連絡網|롤백|서명|승인|연락"
        + @"|^when (?:to|should we|do we|must we|we) (?:abort|stop)$|\bsignator(?:y|ies)\b|\bsigners?\b|^who (?:has to |have to |must )?(?:signs?|approves?)\b|^(?:signed|approved|signoff) by$|^sign here$|unterzeichner|signataires"
        + "|^(?:emergency |support |important )?(?:phone|telephone|call) (?:list|numbers|tree)$|^support numbers$|^hotlines?$|^(?:ruf)?bereitschaft$|^astreinte$|^guardia$")]
    private static partial Regex Stems();
}
