using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tinedy.ChatOps.Execution.Native;

/// <summary>Opens a file that somebody else may have put there: no link is followed, and nothing is opened that could block.</summary>
internal static class PlainFile
{
    /// <summary>Null when there is none that may be opened so. (O_NOFOLLOW and O_NONBLOCK: .NET cannot say this.)</summary>
    public static SafeFileHandle? Open(string path)
    {
        if (OperatingSystem.IsWindows()) return File.Exists(path) ? File.OpenHandle(path) : null;
        var onArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        var flags = OperatingSystem.IsMacOS() ? 0x1000104 : onArm ? 0x88800 : 0xA0800;
        var handle = new SafeFileHandle(Posix.Open(path, flags), ownsHandle: true);
        if (!handle.IsInvalid) return handle;
        handle.Dispose();
        return null;
    }
}
