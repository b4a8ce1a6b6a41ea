namespace Tinedy.ChatOps.Domain.People;

/// <summary>The means of calling somebody that every installation has; the others are webhooks, by the name that settings give them.</summary>
public static class ContactMeans
{
    public const string Chat = "chat";
    public const string Channel = "channel";
    public const string Email = "email";
}
