using System.Reflection;

namespace Tinedy.ChatOps.Execution.Options;

/// <summary>How a program that calls the supervisor is started; the verb and the folder are added.</summary>
public sealed record SupervisorCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>This very program, whether it was started by its own name or as <c>dotnet program.dll</c>.</summary>
    public static SupervisorCommand OfThisProgram()
    {
        var path = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        var isDotnet = Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isDotnet ? new(path, [Assembly.GetEntryAssembly()!.Location]) : new(path, []);
    }
}
