using System.Text;
using Tinedy.ChatOps.Execution.Output;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class ShowingLines
{
    [Theory]
    [InlineData("plain\n", "plain\n")]
    [InlineData("no end", "no end\n")]
    [InlineData("crlf\r\n\r\n", "crlf\n\n")]
    [InlineData("10%\r20%\rdone\n", "done\n")]
    [InlineData("long state\rshort\n", "short\n")]
    [InlineData("|\b/\b-\b\\\n", "\\\n")]
    [InlineData("\u001b[1;31mred\u001b[0m\u001b]0;title\u0007 text\n", "red text\n")]
    [InlineData("\u001b]0;title\u001b\\x\u001b(By\n", "xy\n")]
    [InlineData("\u001b]0;never closed\nnext\n", "\nnext\n")]
    [InlineData("bell\u0007 nul\0 del\u007f csi\u009b31m\n", "bell nul del csi31m\n")]
    [InlineData("tab\tstays\n", "tab\tstays\n")]
    [InlineData("100%\r\u001b[K\n", "\n")]
    public void Control_codes_never_reach_a_reader(string printed, string shown)
    {
        var bytes = Encoding.UTF8.GetBytes(printed);
        Show([bytes]).ShouldBe(shown);
        Show(bytes.Chunk(1)).ShouldBe(shown, "byte by byte");
    }

    [Fact]
    public void Broken_utf8_is_replaced_and_whole_utf8_is_kept()
    {
        Show([[0x61, 0xFF, 0x62, 0x0A], "grün ✓\n"u8.ToArray()]).ShouldBe("a\uFFFDb\ngrün ✓\n");
    }

    [Fact]
    public void A_cut_never_tears_a_character_apart()
    {
        var lines = new StringBuilder();
        var screen = new LineScreen(10, (text, _, _) => lines.Append(Encoding.UTF8.GetString(text)));
        screen.Write("123456789ü and more\n"u8);
        lines.ToString().ShouldBe("123456789 … 11 more bytes on this line\n");
    }

    private static string Show(IEnumerable<byte[]> pieces)
    {
        var lines = new StringBuilder();
        var screen = new LineScreen(100, (text, _, _) => lines.Append(Encoding.UTF8.GetString(text)));
        foreach (var piece in pieces) screen.Write(piece);
        screen.Finish();
        return lines.ToString();
    }
}
