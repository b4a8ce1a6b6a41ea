namespace Tinedy.ChatOps.Domain.Events;

/// <summary>What came of one try to deliver a page.</summary>
public enum DeliveryResult
{
    /// <summary>The provider took it.</summary>
    Accepted,

    /// <summary>It did not work and is tried again.</summary>
    Failed,

    /// <summary>It will not work: given up.</summary>
    Refused,
}
