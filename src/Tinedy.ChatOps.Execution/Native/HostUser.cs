using System.Globalization;

namespace Tinedy.ChatOps.Execution.Native;

/// <summary>A user of this host, from <c>/etc/passwd</c>.</summary>
internal sealed record HostUser(string Name, int Id, int Group, string Home)
{
    public static HostUser? Find(string name) => File.Exists("/etc/passwd")
        ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 7 && fields[0] == name)
            .Select(fields => new HostUser(name, int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture), fields[5])).FirstOrDefault()
        : null;
}
