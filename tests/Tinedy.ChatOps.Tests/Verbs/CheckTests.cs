using System.Text;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Verbs;

/// <summary><c>check FILE</c> as its user runs it.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Good = "# T\n\n## P\n\n- [ ] a\n  ```bash\n  ls\n  ```\n";

    private readonly string folder = Directory.CreateTempSubdirectory("chatops-check-").FullName;

    /// <summary>By name, and not as the tests' data: the runner writes down and keeps every byte of those, and ten megabytes became gigabytes.</summary>
    private static readonly Dictionary<string, byte[]> Contents = new()
    {
        ["empty"] = [],
        ["no checklist"] = "# Title\n\nprose\n- a bullet\n"u8.ToArray(),
        ["10 MB"] = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("- [ ] an item\n", 720_000))),
        ["broken front matter"] = "---\nenvironment: x\nwindow: \"open\n---\n- [ ] a\n"u8.ToArray(),
        ["Windows-1252"] = Encoding.Latin1.GetBytes("# T\n\n- [ ] Gr\u00FC\u00DFe\n"),
        ["an item without text"] = "## P\n- [ ] a\n- [ ]\n"u8.ToArray(),
        ["two rollback sections"] = "- [ ] a\n## Rollback Execution\n- [ ] b\n## Rollback Steps\n- [ ] c\n"u8.ToArray(),
    };

    public static TheoryData<string, int> BadFiles { get; } = new()
    {
        { "empty", 1 }, { "no checklist", 1 }, { "10 MB", 1 }, { "broken front matter", 3 }, { "Windows-1252", 3 }, { "an item without text", 3 }, { "two rollback sections", 4 },
    };

    public static TheoryData<string, string, int> DoubtfulFiles { get; } = new()
    {
        { "duplicate headings", "## P\n- [ ] a\n## P\n- [ ] b\n", 3 },
        { "an unknown attribute", "- [ ] a\n  ```bash {timout=5m}\n  ls\n  ```\n", 2 },
    };

    [Fact]
    public async Task The_paper_checklist_is_counted_and_can_be_run()
    {
        var verdict = await Product.RunAsync("check", Path.Combine(AppContext.BaseDirectory, "migration-checklist.md"));
        verdict.Code.ShouldBe(0, verdict.Complained);
        foreach (var count in new[] { "47 items", "15, 12, 8, 12", "5 rollback criteria", "6 rollback steps", "6 sign-off", "3 emergency contacts", "4 information", "8 command blocks", "7 can run", "1 holds only comments", "backup_YYYYMMDD_HHMMSS.sql" })
            verdict.Said.ShouldContain(count);
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_names_its_line_and_exits_1(string what, int line)
    {
        var path = Write(Contents[what]);
        var verdict = await Product.RunAsync("check", path);
        verdict.Code.ShouldBe(1, what);
        verdict.Said.ShouldContain($"{path}:{line}:");
        (verdict.Said + verdict.Complained).ShouldNotContain("   at ");
    }

    [Theory]
    [MemberData(nameof(DoubtfulFiles))]
    public async Task A_doubtful_file_is_warned_about_and_exits_0(string what, string content, int line)
    {
        var path = Write(Encoding.UTF8.GetBytes(content));
        var verdict = await Product.RunAsync("check", path);
        verdict.Code.ShouldBe(0, what);
        verdict.Said.ShouldContain($"{path}:{line}:");
        verdict.Said.ShouldContain("warning");
    }

    [Fact]
    public async Task Other_line_ends_and_a_byte_order_mark_are_fine()
    {
        var path = Write([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good.ReplaceLineEndings("\r\n"))]);
        var verdict = await Product.RunAsync("check", path);
        verdict.Code.ShouldBe(0, verdict.Said);
        verdict.Said.ShouldNotMatch(@"\.md:\d+:", "no line of it is doubtful");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_so()
    {
        var verdict = await Product.RunAsync("check", Path.Combine(folder, "none.md"));
        verdict.Code.ShouldNotBe(0);
        verdict.Complained.ShouldContain("there is no such file");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(byte[] content)
    {
        var path = Path.Combine(folder, "runbook.md");
        File.WriteAllBytes(path, content);
        return path;
    }
}
