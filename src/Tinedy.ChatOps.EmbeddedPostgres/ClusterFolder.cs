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
        if (Directory.Exists(folder.Data) && folder.Major is null)
        {
            throw new EmbeddedPostgresException($"{folder.Data} is there and is not a Postgres cluster. Move it away, or choose another folder in Embedded:DataDirectory.");
        }
        return folder;
    }

    /// <summary>The password of the one login, made at the first start. Only the bot's user can read it.</summary>
    public string Password()
    {
        if (File.Exists(PasswordFile)) return File.ReadAllText(PasswordFile).Trim();
        if (Major is not null)
        {
            throw new EmbeddedPostgresException($"{PasswordFile} is missing, and without it nobody can log in to {Data}. Restore it from a backup of {Root}.");
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
