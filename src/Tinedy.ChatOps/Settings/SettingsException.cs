namespace Tinedy.ChatOps.Settings;

/// <summary>Settings that would leave a door open or shut by accident. Every problem is named at once, each with its place.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("The service does not start with these settings:" + Environment.NewLine + string.Join(Environment.NewLine, problems.Select(problem => "- " + problem)))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
