namespace Tinedy.ChatOps.Core.Tests;

/// <summary>A checklist of 400 items whose words are as long and as nasty as words can be.</summary>
internal static class Big
{
    public static string Long { get; } = string.Concat(Enumerable.Repeat("<&> *so* _long_ `code` ", 130))[..2_990];

    public static string Text { get; } = string.Concat(
        "# Big\n",
        string.Concat(Enumerable.Range(1, 10).Select(phase => $"## Phase {phase} {Long[..200].Replace("<&>", "", StringComparison.Ordinal)}\n### Section\n" + string.Concat(Enumerable.Range(1, 40).Select(item => item == 3
            ? $"- [ ] Step {phase} {item} {Words(item)}\n  ```bash {{once}}\n  echo {phase}\n  ```\n"
            : $"- [ ] Item {phase} {item} {Words(item)}\n")))),
        "## Emergency\n### Rollback Execution\n",
        string.Concat(Enumerable.Range(1, 40).Select(item => $"- [ ] Back {item} {Words(item)}\n  ```bash\n  echo back\n  ```\n")),
        "## Sign-off\n- [ ] **Database Administrator** - ____ Date: ____\n- [ ] **Lead Developer** - ____ Date: ____\n");

    private static string Words(int item) => item % 5 == 0 ? string.Concat(Enumerable.Repeat("a long & winding description ", 40)) : "of the list";
}
