namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Whether people on a platform can reach us and be reached.</summary>
public interface IRoomHealth
{
    /// <summary><c>slack</c> or <c>teams</c>.</summary>
    string Platform { get; }

    /// <summary>What is wrong, without any secret; null when all is well.</summary>
    string? Trouble { get; }
}
