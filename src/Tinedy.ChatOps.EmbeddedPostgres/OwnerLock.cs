namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>
/// Only one service at a time uses a folder. The operating system holds the lock for the process and lets go of it however the process ends.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    private readonly FileStream _file;

    private OwnerLock(FileStream file) => _file = file;

    /// <exception cref="EmbeddedPostgresException">Another process has it; the message names the process.</exception>
    public static OwnerLock Take(string folder)
    {
        if (TryTake(folder) is { } taken) return taken;
        throw new EmbeddedPostgresException(
            $"The embedded Postgres in {folder} already belongs to {OwnerOf(folder)}. Only one service can use a folder: stop that process, "
            + "give this one a folder of its own in Embedded:DataDirectory, or give both one server in ConnectionStrings:ChatOps.");
    }

    /// <summary>Null when another process has it.</summary>
    public static OwnerLock? TryTake(string folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
        // Beside the lock and not in it: a locked file cannot be read on Windows.
        File.WriteAllText(Path.Combine(folder, "owner"), FormattableString.Invariant($"{Environment.ProcessId}"));
        return new(file);
    }

    public void Dispose() => _file.Dispose();

    private static string OwnerOf(string folder)
    {
        var file = Path.Combine(folder, "owner");
        return File.Exists(file) ? $"process {File.ReadAllText(file)}" : "another process";
    }
}
