using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Core.Tests.Desk;

/// <summary>The double keeps the contract, or the tests of the desk would prove nothing.</summary>
public sealed class InMemoryJournalTests : JournalContract
{
    protected override IJournal Contracted { get; } = new InMemoryJournal();
}
