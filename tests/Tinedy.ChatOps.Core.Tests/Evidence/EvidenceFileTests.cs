using System.Text;
using System.Text.Json;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Evidence;

public sealed class EvidenceFileTests
{
    private readonly byte[] file = EvidenceFile.Write(Chains.Pin, Chains.Good());

    [Fact]
    public void What_was_written_is_intact() => EvidenceFile.Verify(Encoding.UTF8.GetString(file)).ShouldBeEmpty();

    [Fact]
    public void Every_single_byte_that_is_changed_is_noticed_or_changes_no_meaning()
    {
        var meaning = Meaning(file);
        for (var at = 0; at < file.Length; at++)
            foreach (var other in new byte[] { (byte)(file[at] ^ 1), (byte)(file[at] ^ 0x20), (byte)'0', (byte)'"', (byte)'\n' })
            {
                var changed = file.ToArray();
                changed[at] = other;
                var text = Encoding.UTF8.GetString(changed);
                if (EvidenceFile.Verify(text).Count == 0) Meaning(changed).ShouldBe(meaning, $"byte {at} became {other}");
            }
    }

    [Fact]
    public void Every_line_that_is_missing_is_noticed()
    {
        var lines = Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < lines.Length; at++)
            EvidenceFile.Verify(string.Join('\n', lines.Where((_, line) => line != at))).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_file_cut_anywhere_is_noticed()
    {
        // The last byte is the newline behind the last line, which says nothing.
        for (var length = 0; length < file.Length - 1; length += 7)
            EvidenceFile.Verify(Encoding.UTF8.GetString(file.AsSpan(0, length))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"format\":\"other\"}")]
    public void Another_file_is_no_evidence(string text) =>
        EvidenceFile.Verify(text).ShouldHaveSingleItem().What.ShouldStartWith("This is not an evidence file");

    /// <summary>Every line's values by name, letters of names and digests in any case: what a reader of the file would take from it.</summary>
    private static string Meaning(byte[] bytes)
    {
        var meaning = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                var name = property.Name.ToLowerInvariant();
                var value = property.Value.ToString();
                if (name == "at") value = property.Value.GetDateTimeOffset().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
                meaning.Append(name).Append('=').Append(name == "hash" ? value.ToLowerInvariant() : value).Append('\n');
            }
        }
        return meaning.ToString();
    }
}
