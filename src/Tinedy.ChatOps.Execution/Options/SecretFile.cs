namespace Tinedy.ChatOps.Execution.Options;

/// <summary>A secret that stands in a file, as orchestrators mount them.</summary>
public static class SecretFile
{
    /// <summary>The secret: a file's one line end at its end is the editor's.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static string Read(string path)
    {
        var text = File.ReadAllText(path);
        return !text.EndsWith('\n') ? text : text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text[..^1];
    }
}
