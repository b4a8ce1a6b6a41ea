using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Diagnostics as they are found; handed out by line.</summary>
internal sealed class Findings
{
    private readonly List<Diagnostic> found = [];

    public bool HasErrors { get; private set; }

    public void Error(int line, string code, string message)
    {
        HasErrors = true;
        found.Add(new Diagnostic(line, Severity.Error, code, message));
    }

    public void Warning(int line, string code, string message) => found.Add(new Diagnostic(line, Severity.Warning, code, message));

    public void Info(int line, string code, string message) => found.Add(new Diagnostic(line, Severity.Info, code, message));

    public IEnumerable<int> Lines() => found.Select(diagnostic => diagnostic.Line);

    public IEnumerable<int> LinesOf(string code) => found.Where(diagnostic => diagnostic.Code == code).Select(diagnostic => diagnostic.Line);

    public ImmutableArray<Diagnostic> ByLine() => [.. found.OrderBy(diagnostic => diagnostic.Line)];
}
