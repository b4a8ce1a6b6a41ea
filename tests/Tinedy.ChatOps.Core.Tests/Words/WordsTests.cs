using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests.Words;

public sealed class WordsTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(48, "48 s")]
    [InlineData(72, "1 min 12 s")]
    [InlineData(120, "2 min")]
    [InlineData(599.6, "10 min")]
    [InlineData(960, "16 min")]
    [InlineData(3600, "1 h")]
    [InlineData(7560, "2 h 6 min")]
    public void A_length_carries_its_unit(double seconds, string said) => Durations.Say(TimeSpan.FromSeconds(seconds)).ShouldBe(said);

    [Theory]
    [InlineData(512, "512 bytes")]
    [InlineData(41_700, "42 KB")]
    [InlineData(999_700, "1 MB")]
    [InlineData(412_000_000, "412 MB")]
    [InlineData(1_300_000_000, "1.3 GB")]
    public void A_size_carries_its_unit(long bytes, string said) => Durations.Size(bytes).ShouldBe(said);

    [Fact]
    public void What_stands_in_a_hole_keeps_its_kind_and_comes_back_from_storage()
    {
        Prose said = $"Done: {"*bold*"} by {Actor.Of(Crew.Dba)}, next {Crew.Sam}, at {new DateTimeOffset(2026, 11, 22, 21, 30, 0, TimeSpan.Zero)} by {Actor.Bot}.";

        said.Parts.Select(part => part.GetType().Name).ShouldBe(["Ours", "Foreign", "Ours", "Name", "Ours", "Mention", "Ours", "Clock", "Ours", "Ours", "Ours"]);
        said.ToString().ShouldBe("Done: *bold* by @dba, next @sam, at 21:30 UTC by ChatOps.");
        ProseJson.Read(ProseJson.Write(said)).ToString().ShouldBe(said.ToString());
    }
}
