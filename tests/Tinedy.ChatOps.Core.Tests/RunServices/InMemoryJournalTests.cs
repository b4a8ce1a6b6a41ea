using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>The double keeps the contract, or the tests of the run service would prove nothing.</summary>
public sealed class InMemoryJournalTests : JournalContract
{
    protected override IJournal Contracted { get; } = new InMemoryJournal();
}
