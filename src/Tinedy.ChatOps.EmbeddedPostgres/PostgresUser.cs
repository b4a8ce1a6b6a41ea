namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>
/// As whom Postgres runs. <c>initdb</c> and <c>postgres</c> refuse uid 0, so that root hands the work, and the folder, to <c>nobody</c>.
/// </summary>
internal sealed class PostgresUser
{
    private PostgresUser(string? name) => Name = name;

    /// <summary>Null: as whoever runs the bot.</summary>
    public string? Name { get; }

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static PostgresUser Current() => new(IsRoot ? "nobody" : null);

    /// <summary>Makes a file or folder, with all that is in it, this user's own.</summary>
    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (Name is null) return;
        var given = await new Tool(null, Path.GetTempPath()).RunAsync("chown", ["-R", $"{Name}:", path], ct);
        if (given.ExitCode != 0) throw new EmbeddedPostgresException($"The folder {path} cannot be handed to the user {Name}: {given.LastLine}");
    }

    /// <summary>Creates a folder that this user can walk through, with its parents.</summary>
    public void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent) CreateFolder(parent);
        Directory.CreateDirectory(path);
        // Set and not only asked for: the umask of a service may be 077.
        if (Name is not null) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    /// <exception cref="EmbeddedPostgresException">Names the first folder on the way that this user cannot enter.</exception>
    public void RequireReachable(string path, string setting)
    {
        if (Name is null || OperatingSystem.IsWindows()) return;
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (!folder.Exists || folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) continue;
            throw new EmbeddedPostgresException(
                $"Postgres refuses to run as root, so it runs as {Name}, and {Name} cannot enter {folder.FullName} on the way to {path}. "
                + $"Choose another folder in {setting}, or allow it: chmod o+x {folder.FullName}");
        }
    }
}
