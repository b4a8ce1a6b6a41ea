using System.Collections.Concurrent;

namespace Tinedy.ChatOps.Core.People;

/// <summary>
/// Whom a platform lets us write to, as far as it has said: known before a run and not when somebody must be reached. No right depends
/// on it. What nobody has asked yet counts as reached.
/// </summary>
public sealed class Reach
{
    private readonly ConcurrentDictionary<Identity, bool> lost = new();

    public void Lost(Identity account) => lost[account] = true;

    public void Found(Identity account) => lost.TryRemove(account, out _);

    /// <summary>The account that cannot be written to, of somebody who has no other; null for whom something reaches.</summary>
    public Identity? LostOf(Person person) =>
        !person.Identities.IsEmpty && person.Identities.All(lost.ContainsKey) ? person.Identities[0] : null;
}
