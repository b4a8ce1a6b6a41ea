using System.Globalization;
using System.Security.Cryptography;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>What lies in <see cref="EmbeddedOptions.DataDirectory"/>.</summary>
/// <remarks>
/// The server is reached over TCP on the loopback address with a random password, not over a private socket: a socket's
/// path may be at most 107 bytes long, file modes do not protect it on Windows, and "trust" on a loopback port would
/// hand the journal to every local user.
/// </remarks>
internal sealed class ClusterFolder(string root)
{
    public string Root { get; } = root;

    /// <summary>The cluster. It is there only when <c>initdb</c> came to its end: it gets this name by a rename.</summary>
    public string Data { get; } = Path.Combine(root, "data");

    /// <summary>What <c>initdb</c> works on. Found at a start, it is the leftover of one that was killed.</summary>
    public string Unfinished { get; } = Path.Combine(root, "data.unfinished");

    public string PasswordFile { get; } = Path.Combine(root, "password");

    /// <summary>Says that there was a database, and since when: without it a folder that is gone would be taken for one that never was.</summary>
    public string MadeFile { get; } = Path.Combine(root, "made");

    public string Log => Path.Combine(Data, "server.log");

    /// <summary>The major version that made the cluster; null before there is one.</summary>
    public int? Major
    {
        get
        {
            var file = Path.Combine(Data, "PG_VERSION");
            return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
        }
    }

    /// <summary>Creates the folder, or judges one that is there.</summary>
    public static ClusterFolder Prepare(string path, PostgresUser user)
    {
        var folder = new ClusterFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (File.Exists(Path.Combine(folder.Root, "PG_VERSION")))
        {
            throw new EmbeddedPostgresException(
                $"{folder.Root} is itself the data folder of some Postgres. Name an empty folder in Embedded:DataDirectory, "
                + "or use that server through ConnectionStrings:ChatOps.");
        }
        try
        {
            user.CreateFolder(folder.Root);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException(
                $"The folder {folder.Root} cannot be created: {refused.Message} Choose another one in Embedded:DataDirectory.", refused);
        }
        user.RequireReachable(folder.Root, "Embedded:DataDirectory");
        return folder;
    }

    /// <summary>There is a cluster, or there never was one.</summary>
    /// <exception cref="EmbeddedPostgresException">Its data is gone, or something else is in its place.</exception>
    public void RequireCluster()
    {
        if (Major is not null) return;
        if (Path.Exists(Data))
        {
            throw new EmbeddedPostgresException($"{Data} is there and is not a Postgres cluster. Move it away, or choose another folder in Embedded:DataDirectory.");
        }
        if (File.Exists(MadeFile))
        {
            throw new EmbeddedPostgresException(
                $"{Data} is gone, and with it every run that was in it: a database was made there {File.ReadAllText(MadeFile).Trim()}. "
                + $"Put it back from a backup. To begin anew with an empty one, delete {MadeFile}.");
        }
    }

    /// <summary>Where that is not said yet, also of a cluster that an older version has made.</summary>
    public void RememberMade()
    {
        if (File.Exists(MadeFile)) return;
        // Postgres writes it once, when the cluster is made.
        var made = File.GetLastWriteTimeUtc(Path.Combine(Data, "PG_VERSION"));
        WritePrivate(MadeFile, string.Create(CultureInfo.InvariantCulture, $"{made:yyyy-MM-dd HH:mm} UTC"));
    }

    /// <summary>The password of the one login, made at the first start. Only the bot's user can read it.</summary>
    public string Password()
    {
        if (File.Exists(PasswordFile) && File.ReadAllText(PasswordFile).Trim() is { Length: > 0 } known) return known;
        if (Major is not null)
        {
            var lack = File.Exists(PasswordFile) ? "empty" : "missing";
            throw new EmbeddedPostgresException($"{PasswordFile} is {lack}, and without it nobody can log in to {Data}. Restore it from a backup of {Root}.");
        }
        var password = RandomNumberGenerator.GetHexString(48, lowercase: true);
        WritePrivate(PasswordFile, password);
        return password;
    }

    /// <summary>A file that nobody else can read at any moment, whole or not there at all.</summary>
    public static void WritePrivate(string path, string text)
    {
        var half = path + ".half";
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(half, options)) writer.Write(text);
        File.Move(half, path, overwrite: true);
    }
}
