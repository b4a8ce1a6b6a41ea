using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Domain.Alerts;

/// <summary>Something that stakeholders were told, at one address.</summary>
/// <param name="Seq">The entry that says so.</param>
/// <param name="To"><c>slack:TEAM/CHANNEL</c>, <c>email:crm@example.org</c>, the name of a webhook, <c>local</c>.</param>
public sealed record Told(int Seq, News About, string Text, string To, Actor By, DateTimeOffset At)
{
    public Delivery? Last { get; init; }
}
