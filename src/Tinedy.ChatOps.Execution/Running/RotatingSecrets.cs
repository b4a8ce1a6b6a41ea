using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>
/// Secrets that stand in files, as the files are now: whoever rotates one need not start the service again. What such a secret has been
/// is hidden as well as long as this program lives, since it may still be printed.
/// </summary>
internal sealed class RotatingSecrets
{
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<string>> seen = new(StringComparer.Ordinal);

    /// <summary>The order with the secrets of this moment.</summary>
    /// <exception cref="IOException">A file is not there or cannot be read: an old secret is not put in its place.</exception>
    public SupervisorOrder Fresh(SupervisorOrder order)
    {
        var (secrets, former) = (order.Secrets, ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal));
        foreach (var (name, path) in order.SecretFiles)
        {
            var now = Read(name, path);
            var known = seen.AddOrUpdate(path, _ => [now], (_, before) => before.Add(now));
            former.UnionWith(known);
            if (order.Secrets.TryGetValue(name, out var atStart)) former.Add(atStart);
            secrets = secrets.SetItem(name, now);
        }
        return order with { Secrets = secrets, Former = [.. former.Except(secrets.Values)] };
    }

    private static string Read(string name, string path)
    {
        try
        {
            return SecretFile.Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The secret {name} cannot be read from its file: {unreadable.Message}", unreadable);
        }
    }
}
