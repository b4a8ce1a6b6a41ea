using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>People in a sentence.</summary>
public static class PersonNames
{
    /// <summary>People to name, at most three: "@dba or @devops".</summary>
    public static Prose List(IReadOnlyList<Person> people, string last = "or") => people.Count == 0
        ? $"nobody"
        : Prose.List([.. people.Take(3).Select(person => (Prose)$"{person}")], last);
}
