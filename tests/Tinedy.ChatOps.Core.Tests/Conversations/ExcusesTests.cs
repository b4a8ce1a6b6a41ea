using System.Data.Common;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class ExcusesTests
{
    private const string Database = "Not recorded: the database did not answer. Press again; pressing twice is safe.";

    public static TheoryData<Exception, string?, string> Failures => new()
    {
        { new Broken(), "the database", Database },
        { new Broken(), null, Database },
        { new InvalidOperationException("while it wrote", new Broken()), "Slack", Database },
        { new TimeoutException(), "the database", Database },
        { new HttpRequestException("no route"), "Slack", "Not recorded: Slack did not answer. Press again; pressing twice is safe." },
        { new TimeoutException(), "Teams", "Not recorded: Teams did not answer. Press again; pressing twice is safe." },
        { new KeyNotFoundException(), "the database", "Not recorded: something failed in this service, and its log says what. Press again; pressing twice is safe." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_is_said_to_have_failed_is_what_failed(Exception failure, string? awaited, string sentence)
    {
        SystemMessages.NotRecorded(failure, awaited).ToString().ShouldBe(sentence);
        foreach (var text in new Prose[] { SystemMessages.NotRecorded(failure, awaited), SystemMessages.NotRead(failure) }) Laws.OfRefusal(text);
    }

    private sealed class Broken : DbException;
}
