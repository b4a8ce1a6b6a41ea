namespace Tinedy.ChatOps.Domain.Text;

/// <summary>Lengths that every way in keeps.</summary>
public static class TextLimits
{
    /// <summary>Letters that a reason needs at least.</summary>
    public const int Reason = 10;

    /// <summary>Letters that a note, reason or remark may have: what a platform's input field takes at most.</summary>
    public const int Text = 3_000;

    /// <summary>Items that a sentence names before it counts the rest.</summary>
    public const int Named = 5;
}
