using System.Data.Common;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class SystemMessagesTests
{
    private const string Database = "Not recorded: the database did not answer. Press again; pressing twice is safe.";

    public static TheoryData<Exception, string?, string> Failures => new()
    {
        { new Broken(), "the database", Database },
        { new Broken(), null, Database },
        { new InvalidOperationException("while it wrote", new Broken()), "Slack", Database },
        { new TimeoutException(), "the database", Database },
        { new Broken("57P01"), null, Database },
        { new InvalidOperationException("while it wrote", new Broken("25006")), null, "Not recorded: the database is read-only at present. Whoever runs this service can mend it; then press again." },
        { new Broken("53100"), null, "Not recorded: the disk of the database is full. Whoever runs this service can mend it; then press again." },
        { new Broken("42501"), null, "Not recorded: the database refused it, and the log of this service says why. Whoever runs this service can mend it; then press again." },
        { new HttpRequestException("no route"), "Slack", "Not recorded: Slack did not answer. Press again; pressing twice is safe." },
        { new TimeoutException(), "Teams", "Not recorded: Teams did not answer. Press again; pressing twice is safe." },
        { new KeyNotFoundException(), "the database", "Not recorded: something failed in this service, and its log says what. Press again; pressing twice is safe." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_is_said_to_have_failed_is_what_failed(Exception failure, string? awaited, string sentence)
    {
        SystemMessages.NotRecorded(failure, awaited).ToString().ShouldBe(sentence);
        foreach (var text in new Prose[] { SystemMessages.NotRecorded(failure, awaited), SystemMessages.NotRead(failure) }) SentenceRules.OfRefusal(text);
    }

    public static TheoryData<Exception, bool, string> Pages => new()
    {
        { new Broken(), false, "Not read: the database does not answer. This page tries again by itself." },
        { new Broken(), true, "Not read again: the database does not answer. What you see may be old; this page tries again by itself." },
        { new KeyNotFoundException(), false, "Not read: something failed in this service, and its log says what. This page tries again by itself." },
        { new KeyNotFoundException(), true, "Not read again: something failed in this service, and its log says what. What you see may be old; this page tries again by itself." },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_what_failed_and_whether_what_it_shows_is_old_or_nothing(Exception failure, bool isOld, string sentence)
    {
        SystemMessages.NotShown(failure, isOld).ToString().ShouldBe(sentence);
        SentenceRules.OfRefusal(SystemMessages.NotShown(failure, isOld));
    }

    private sealed class Broken(string? state = null) : DbException
    {
        public override string? SqlState => state;
    }
}
