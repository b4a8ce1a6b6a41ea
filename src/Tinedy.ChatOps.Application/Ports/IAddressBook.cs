namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// Where a platform reaches a channel or a person: what it said once, and what must be known after a restart. Grants nothing.
/// </summary>
public interface IAddressBook
{
    /// <summary>Null when nothing is known of this name.</summary>
    Task<string?> FindAsync(string name, CancellationToken ct);

    Task KeepAsync(string name, string address, CancellationToken ct);

    Task ForgetAsync(string name, CancellationToken ct);
}
