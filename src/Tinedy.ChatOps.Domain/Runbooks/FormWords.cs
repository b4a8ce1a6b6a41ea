using System.Collections.Frozen;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The words of forms, each language beside the others: what asks for something and is nothing itself. Everything that reads a form takes its
/// words from here, so that a language that one part of the reader knows is known to all. Each is a list for a regular expression, without
/// any other mark of one in it, to be matched without regard to case.
/// </summary>
internal static class FormWords
{
    // English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Japanese, Chinese, Korean.
    public const string Name =
        "name|full name|contact name|print name|printed name|first name|last name|vorname|nachname|vor- und nachname|nom|prénom|nom complet|nom et prénom|nombre|nombre completo|nombre y apellidos|apellido|apellidos|nome|nome completo|naam"
        + "|imię|nazwisko|imię i nazwisko|имя|фио|氏名|名前|姓名|이름|성명";

    public const string Role =
        "role|title|job title|position|rolle|funktion|rôle|fonction|poste|rol|cargo|puesto|función|papel|função|ruolo|funzione|functie|stanowisko|funkcja|должность|роль|役割|役職|职位|職位|职务|角色|역할|직책";

    public const string Date = "date|datum|fecha|data|дата|日付|日期|날짜|承認日";

    public const string Signature =
        "signature|signatures|sign|signed|signed by|signed off|sign off|sign-off|signoff|initials|unterschrift|unterschriften|unterzeichnet|unterzeichnet von|kürzel|visum|visa|paraphe|signé|signé par|firma|firmas|firmado|firmado por"
        + "|assinatura|assinaturas|assinado por|firme|firmato da|handtekening|podpis|подпись|署名|印|签字|签名|簽名|서명";

    public const string Reach =
        "phone|telephone|tel|mobile|cell|number|phone number|telephone number|mobile number|cell number|phone no|work phone|office phone|home phone|mobile phone|cell phone|direct phone|mail|email|e-mail|email address|e-mail address|mail address"
        + "|slack|slack channel|slack handle|teams|chat|handle|pager|pagerduty|whatsapp|signal|telefon|telefonnummer|handy|mobil|rufnummer|erreichbar|erreichbarkeit|téléphone|tél|courriel|teléfono|móvil|correo|correo electrónico|telefone|celular"
        + "|telefono|cellulare|telefoon|телефон|почта|電話|電話番号|メール|携帯|电话|手机|邮箱|전화|이메일";

    /// <summary>Whoever is named by one of these is somebody to call.</summary>
    public const string Person =
        "owner|owners|assignee|assigned to|responsible|responsible person|responsibility|responsibilities|raci|raci matrix|participants|stakeholders|accountable|in charge|person in charge|technician|executor|implementer|contact|contacts|contact person|contact persons|point of contact|poc|dri|on call|on-call|escalate to|escalation|escalation contact"
        + "|call|verantwortlich|verantwortliche|verantwortlicher|verantwortliche person|verantwortlichkeiten|beteiligte|zuständig|zuständige person|ansprechpartner|ansprechpartnerin|kontakt|kontaktperson|responsable|responsables|responsabilités|intervenants|personne à contacter|contacto|persona de contacto|encargado|encargada|responsabilidades|participantes"
        + "|responsável|contato|responsabile|contatto|verantwoordelijke|contactpersoon|odpowiedzialny|osoba odpowiedzialna|ответственный|контакт|担当|担当者|責任者|連絡先|负责人|負責人|联系人|聯絡人|담당자|책임자|연락처";

    /// <summary>Whoever is named by one of these approves.</summary>
    public const string Approver =
        "approver|approvers|approval|approvals|approved|approved by|approval by|approval required|authorised by|authorized by|reviewer|reviewers|reviewed by|signatory|signatories|freigabe|freigabe durch|freigegeben von|genehmigt von|abnahme"
        + "|abgenommen von|genehmiger|approbateur|approuvé par|approbation|validé par|valideur|aprobador|aprobado por|aprobación|autorizado por|aprovador|aprovado por|aprovação|approvato da|approvazione|goedgekeurd door|akkoord|zatwierdził|zatwierdza"
        + "|утвердил|согласовал|承認者|承認|审批人|批准人|審批人|승인자|승인";

    /// <summary>Behind it nobody goes back.</summary>
    public const string PointOfNoReturn =
        "point of no return|no way back|no going back|irreversible|not reversible|cannot be undone|can't be undone|cannot be reverted|punkt ohne wiederkehr|punkt ohne rückkehr|punkt ohne umkehr|kein zurück|kein zurück mehr|kein weg zurück|unumkehrbar"
        + "|irreversibel|nicht umkehrbar|nicht rückgängig zu machen|lässt sich nicht rückgängig machen|point de non-retour|point de non retour|irréversible|punto de no retorno|punto sin retorno|irreversibles|no se puede deshacer|ponto sem retorno"
        + "|ponto de não retorno|irreversível|não pode ser desfeito|punto di non ritorno|punt van geen terugkeer|punt zonder terugkeer|onomkeerbaar|punkt bez powrotu|nieodwracalne|точка невозврата|необратимо";

    /// <summary>The same in scripts without blanks between words.</summary>
    public const string PointOfNoReturnUnspaced = "後戻りできない|引き返せない|不可逆|元に戻せない|无法撤销|不可撤销|无法回退|無法復原|되돌릴 수 없";

    /// <summary>Nothing goes on before one of these is met.</summary>
    public const string Gate = PointOfNoReturn + "|" + PointOfNoReturnUnspaced
        + "|gate|quality gate|go gate|release gate|checkpoint|hold point|stop point|haltepunkt|freigabepunkt|kontrollpunkt|kein zurück|point d'arrêt|point de contrôle|punto de control|ponto de controle";

    /// <summary>Single words that ask for something, wherever they stand in a line.</summary>
    public static readonly FrozenSet<string> Asking = string.Join('|', Name, Role, Date, Signature, Reach, "off|approved|by|on|at|time|approuvé|par|von|am|por|le|el|da|door")
        .Split('|', ' ', '-').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
