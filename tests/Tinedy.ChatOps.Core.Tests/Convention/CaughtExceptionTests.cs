using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>Whoever catches everything does not know what it was: the log gets the exception, not only its message.</summary>
public sealed partial class CaughtExceptionTests
{
    [Fact]
    public void Whoever_catches_everything_logs_the_exception_itself()
    {
        var source = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "src");
        var caught = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => CatchAll().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Name: match.Groups["name"].Value, Body: match.Groups["body"].Value))).ToList();

        caught.Count.ShouldBeGreaterThan(15);
        foreach (var (file, name, body) in caught)
            foreach (var call in LogCall().Matches(body).Select(match => match.Groups["given"].Value))
                Regex.IsMatch(call, $@"(^|[\s,(]){name}(?!\.)\b").ShouldBeTrue($"{file}: Log…({call})");
    }

    private static string Here([CallerFilePath] string here = "") => here;

    /// <summary>Without a filter, or with one that names no kind of failure but being stopped.</summary>
    [GeneratedRegex(@"catch \(Exception (?<name>\w+)\)(?: when \((?:\w+ is not OperationCanceledException|!ct\.IsCancellationRequested)\))?\s*\{(?<body>[^{}]*)\}")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"\bLog\w*\((?<given>[^;]*)\);")]
    private static partial Regex LogCall();
}
