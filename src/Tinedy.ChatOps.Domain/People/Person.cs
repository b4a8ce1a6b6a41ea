using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.People;

/// <summary>
/// An account that cannot be renamed: a platform, its team or tenant, and the user's immutable id there.
/// The only thing that authority is ever derived from.
/// </summary>
/// <param name="Platform"><c>slack</c>, <c>teams</c> or <c>local</c>.</param>
public readonly record struct Identity(string Platform, string Tenant, string User)
{
    public override string ToString() => $"{Platform}:{Tenant}/{User}";
}

/// <summary>One human as configured under <c>People</c>, with every account they click from.</summary>
/// <param name="Name">How messages name them, unique among people: "dba" is shown as "@dba".</param>
/// <param name="Roles">The roles they hold: "Database Administrator".</param>
/// <param name="Contact">How they are paged, in order: "chat, email, phone"; null: by chat.</param>
public sealed record Person(
    string Name, string? Email, ImmutableArray<Identity> Identities, ImmutableArray<string> Roles, string? Contact = null)
{
    /// <summary>The means by which they are called, in order; empty for somebody without an account whom nobody has given any.</summary>
    public ImmutableArray<string> Means => Contact is { } said
        ? [.. said.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => one.ToLowerInvariant()).Distinct()]
        : Identities.IsEmpty ? [] : [ContactMeans.Chat];

    /// <summary>A name or a role of the settings means them.</summary>
    public bool IsMeantBy(string named) => string.Equals(named.TrimStart('@'), Name, StringComparison.OrdinalIgnoreCase) || Holds(named);

    public bool Holds(string role) => Roles.Contains(role, StringComparer.OrdinalIgnoreCase);

    public bool Equals(Person? other) => other is not null && other.Name == Name && other.Identities.SequenceEqual(Identities);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// Who did something, as seen at that moment: what the journal and the sign-off keep. The bot itself has no
/// account (<see cref="Via"/> is null).
/// </summary>
/// <param name="Via">The account that clicked.</param>
/// <param name="Accounts">All accounts of the same human as configured then: one human counts once, whichever they use.</param>
public sealed record Actor(string Name, string? Email, Identity? Via, ImmutableArray<Identity> Accounts)
{
    public static Actor Bot { get; } = new("ChatOps", null, null, []);

    /// <summary>A configured person, when no particular click is meant.</summary>
    public static Actor Of(Person person) =>
        new(person.Name, person.Email, person.Identities.Length > 0 ? person.Identities[0] : null, person.Identities);

    public static Actor Of(Person person, Identity via) => new(person.Name, person.Email, via, person.Identities);

    /// <summary>True when both are the same human: they share an account.</summary>
    public bool IsSameHuman(Actor other) => Accounts.Any(other.Accounts.Contains);

    public bool Equals(Actor? other) =>
        other is not null && (Name, Email, Via) == (other.Name, other.Email, other.Via) && Accounts.SequenceEqual(other.Accounts);

    public override int GetHashCode() => HashCode.Combine(Name, Via);
}

/// <summary>What an account is on its platform at this moment. Only members act, however they are listed.</summary>
public enum Membership { Member, Guest, Deactivated, Bot }
