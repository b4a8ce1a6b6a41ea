using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>Small JSON files that are there as a whole or not at all, whoever dies while writing them.</summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Replaces the file. <paramref name="flush"/>: it must survive a loss of power, not only of the process.</summary>
    public static void Write<T>(string path, T content, bool flush)
    {
        var fresh = $"{path}.new";
        WriteNew(fresh, content, flush);
        File.Move(fresh, path, overwrite: true);
        if (flush) Posix.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates the file, complete and durable; false when it is there already, whoever made it.</summary>
    public static bool TryCreate<T>(string path, T content)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        WriteNew(fresh, content, flush: true);
        try
        {
            if (!Posix.TryLink(fresh, path)) return false;
            Posix.FlushDirectory(Path.GetDirectoryName(path)!);
            return true;
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>
    /// The content; null when there is no such file, or none that can be read and understood. That it is not there is only true where
    /// <see cref="IsThere"/> says so as well: what cannot be read must not count as nothing.
    /// </summary>
    public static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return Parse<T>(File.ReadAllBytes(path));
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Something has this name, whatever it is: also a folder, or a link that leads nowhere.</summary>
    public static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    public static T? Parse<T>(ReadOnlySpan<byte> json)
        where T : class => JsonSerializer.Deserialize<T>(json, Options);

    public static byte[] Format<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, Options);

    private static void WriteNew<T>(string path, T content, bool flush)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, how);
        file.Write(Format(content));
        file.Flush(flushToDisk: flush);
    }
}
