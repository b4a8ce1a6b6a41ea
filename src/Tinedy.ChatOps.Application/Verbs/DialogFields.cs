namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Names of the inputs that dialogs send back, and of the choices that mean something to a verb.</summary>
internal static class DialogFields
{
    public const string Reason = "reason";
    public const string TypedId = "typed-id";
    public const string Role = "role";
    public const string Choice = "choice";
    public const string Remark = "remark";
    public const string Label = "label";
    public const string Value = "value";
    public const string Content = "content";
    public const string Runbook = "runbook";
    public const string Environment = "environment";
    public const string When = "when";
    public const string Unknown = "unknown";
}
