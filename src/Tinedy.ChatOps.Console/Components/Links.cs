using Tinedy.ChatOps.Console.Local;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>Addresses within the console; in local mode they carry who is reading.</summary>
internal static class Links
{
    public static string To(string path, LocalPerson? person) => person is null ? path : $"{path}?as={Uri.EscapeDataString(person.Name)}";

    public static string Run(RunId run, LocalPerson? person) => To($"/runs/{run}", person);

    public static string Output(AttemptId attempt) =>
        $"/runs/{attempt.Run}/output?item={Uri.EscapeDataString(attempt.Item.Value)}&attempt={attempt.Number}";

    public static string To(RunDocument document) => document switch
    {
        RunDocument.Report report => $"/runs/{report.Run}/report",
        RunDocument.Evidence evidence => $"/runs/{evidence.Run}/evidence",
        RunDocument.Output output => Output(output.Attempt),
        _ => throw new System.Diagnostics.UnreachableException(document.GetType().Name),
    };
}
