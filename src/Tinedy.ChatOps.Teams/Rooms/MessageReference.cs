using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Rooms;

/// <summary>A message of ours: its conversation, and its id there. Kept as <c>19:abc@thread.tacv2;messageid=1/2</c>.</summary>
internal readonly record struct MessageReference(string Conversation, string Id)
{
    private const char Unsure = '?';

    public override string ToString() => $"{Conversation}/{Id}";

    /// <summary>Reads what <see cref="ToString"/> wrote; of anything else (a board that was refused) Teams says that there is none.</summary>
    public static MessageReference Parse(string text) => text.LastIndexOf('/') is var at and > 0 ? new(text[..at], text[(at + 1)..]) : new(text, text);

    /// <summary>In the place of a reference: it may be there or not, and is not sent again while it would say the same.</summary>
    public static string Perhaps(Card card) => Unsure + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TeamsJson.Write(card))))[..32];

    public static bool IsUnsure(string reference) => reference.StartsWith(Unsure);
}
