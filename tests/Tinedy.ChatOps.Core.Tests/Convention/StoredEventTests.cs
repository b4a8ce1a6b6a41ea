using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>What was stored once is read for ever. A sample is never edited: a new form gets a new file beside it.</summary>
public sealed class StoredEventTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "events");

    public static TheoryData<string> Kinds => [.. typeof(RunEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)
        .Cast<JsonDerivedTypeAttribute>().Select(derived => (string)derived.TypeDiscriminator!)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_event_has_a_stored_sample_that_is_read_and_written_as_it_is(string kind)
    {
        var stored = File.ReadAllText(Path.Combine(Folder, kind + ".json")).TrimEnd('\n');
        var entry = JournalFormat.Read(stored);

        JournalFormat.KindOf(entry.Event).ShouldBe(kind);
        JournalFormat.Write(entry).ShouldBe(stored);
    }

    [Fact]
    public void Every_event_there_is_has_a_stored_name() =>
        typeof(RunEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(RunEvent))).Count().ShouldBe(Kinds.Count);
}
