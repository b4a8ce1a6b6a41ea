using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>What stands above the end of a step's output.</summary>
public static class OutputWords
{
    /// <param name="file">The kept output; null while the step runs.</param>
    /// <param name="whole">Where the rest of it is, as a sentence of the platform.</param>
    public static Prose Lead(Prose what, RunFile? file, int lines, int shown, Prose whole) => (file, lines) switch
    {
        (null, 0) => (Prose)$"{what}: nothing was printed yet.",
        (null, _) => $"{what} so far, the last {Durations.Count(shown, "line")}. The step is running.",
        (_, 0) => $"{what}: nothing was printed.",
        _ when lines == shown => $"{what}, {Durations.Count(lines, "line")}, secrets masked.",
        _ => $"{what}: the last {shown} of {Durations.Count(lines, "line")}, secrets masked. {whole}",
    };
}
