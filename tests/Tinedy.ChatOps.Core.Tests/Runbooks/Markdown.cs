using System.Text;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>Files and texts that the tests read.</summary>
internal static class Markdown
{
    public static byte[] Reference => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Runbooks", "Files", "migration-checklist.md"));

    public static byte[] Manifest => File.ReadAllBytes(Path.Combine(Repository.Root, "manifests", "runbooks", "migration.md"));

    public static Reading Read(string text) => RunbookReader.Read(Encoding.UTF8.GetBytes(text), "test.md");

    public static Runbook Good(string text)
    {
        var reading = Read(text);
        reading.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ShouldBeEmpty();
        return reading.Runbook.ShouldNotBeNull();
    }

    public static Diagnostic Only(this Reading reading, string code) => reading.Diagnostics.Where(diagnostic => diagnostic.Code == code).ShouldHaveSingleItem();
}
