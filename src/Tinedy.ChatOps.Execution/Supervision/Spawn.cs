using System.Runtime.InteropServices;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>posix_spawnp(3), with the flags of glibc, musl and macOS.</summary>
internal static class Spawn
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const int TooMuch = 7;

    // The opaque structures are at most 336 bytes anywhere; a signal set is 128.
    private const int Opaque = 1024;

    private static readonly short SetSession = (short)(OperatingSystem.IsMacOS() ? 0x0400 : 0x80);

    // .NET ignores or handles these, and an ignored signal would stay ignored in the child.
    private static readonly int[] Signals = [1, 2, 3, 13, 15, 17, 18, 20, 21, 22];

    /// <summary>Starts a program that leads its own session, prints into <paramref name="output"/> and reads nothing; its pid.</summary>
    /// <exception cref="IOException">It could not be started.</exception>
    public static int InNewSession(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string directory, int output)
    {
        using var texts = new Texts();
        var (actions, attributes, signals, none) = (texts.Room(Opaque), texts.Room(Opaque), texts.Room(Opaque), texts.Room(Opaque));
        _ = ActionsInit(actions);
        _ = AttributesInit(attributes);
        try
        {
            _ = AddOpen(actions, 0, "/dev/null", 0, 0);
            _ = AddDup(actions, output, 1);
            _ = AddDup(actions, output, 2);
            _ = AddChangeDirectory(actions, directory);
            _ = EmptySet(signals);
            _ = EmptySet(none);
            foreach (var signal in Signals) _ = AddToSet(signals, signal);
            _ = SetDefaults(attributes, signals);
            _ = SetMask(attributes, none);
            _ = SetFlags(attributes, (short)(SetSession | SetSignalDefaults | SetSignalMask));
            var error = SpawnP(out var pid, arguments[0], actions, attributes,
                texts.Array(arguments), texts.Array(environment.Select(one => $"{one.Key}={one.Value}")));
            return error == 0 ? pid : throw new IOException(Say(error, arguments[0], directory));
        }
        finally
        {
            _ = ActionsDestroy(actions);
            _ = AttributesDestroy(attributes);
        }
    }

    private static string Say(int error, string program, string directory) => error switch
    {
        Posix.NotFound => $"{program} is not on this host's PATH, or {directory} has just gone. Nothing was started.",
        TooMuch => "The command and its variables together are longer than the system allows. Nothing was started.",
        _ => $"{program} could not be started in {directory}: {Marshal.GetPInvokeErrorMessage(error)}. Nothing was started.",
    };

    [DllImport("libc", EntryPoint = "posix_spawnp")]
    private static extern int SpawnP(
        out int pid, [MarshalAs(UnmanagedType.LPUTF8Str)] string program, nint actions, nint attributes, nint arguments, nint environment);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static extern int ActionsInit(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static extern int ActionsDestroy(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static extern int AddOpen(nint actions, int handle, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static extern int AddDup(nint actions, int handle, int newHandle);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    private static extern int AddChangeDirectory(nint actions, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static extern int AttributesInit(nint attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static extern int AttributesDestroy(nint attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static extern int SetFlags(nint attributes, short flags);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static extern int SetDefaults(nint attributes, nint signals);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static extern int SetMask(nint attributes, nint signals);

    [DllImport("libc", EntryPoint = "sigemptyset")]
    private static extern int EmptySet(nint signals);

    [DllImport("libc", EntryPoint = "sigaddset")]
    private static extern int AddToSet(nint signals, int signal);

    /// <summary>Unmanaged memory for one call: UTF-8 texts, null-terminated arrays of them, zeroed room.</summary>
    private sealed class Texts : IDisposable
    {
        private readonly List<nint> taken = [];

        public nint Room(int bytes)
        {
            var room = Marshal.AllocHGlobal(bytes);
            taken.Add(room);
            Marshal.Copy(new byte[bytes], 0, room, bytes);
            return room;
        }

        public nint Array(IEnumerable<string> texts)
        {
            var pointers = texts.Select(Text).ToArray();
            var array = Room((pointers.Length + 1) * nint.Size);
            Marshal.Copy(pointers, 0, array, pointers.Length);
            return array;
        }

        public void Dispose() => taken.ForEach(Marshal.FreeHGlobal);

        private nint Text(string text)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            var room = Room(bytes.Length + 1);
            Marshal.Copy(bytes, 0, room, bytes.Length);
            return room;
        }
    }
}
