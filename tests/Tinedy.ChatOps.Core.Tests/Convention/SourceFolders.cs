using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>Which namespace of a project needs which other one of the same project, and the lines that say so.</summary>
internal sealed class SourceFolders
{
    private readonly Dictionary<(string From, string To), List<string>> needs = [];

    /// <param name="sources">Path → text of each file; the path is only shown.</param>
    public SourceFolders(string project, IEnumerable<(string Path, string Text)> sources)
    {
        var files = sources.Select(source => (source.Path, Unit: (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(source.Text).GetRoot())).ToList();
        var types = files.SelectMany(file => TypesOf(file.Unit)).ToHashSet();
        foreach (var (path, unit) in files)
        {
            if (NamespaceOf(unit) is not { } own || !IsWithin(own, project)) continue;
            foreach (var used in unit.Usings.Where(used => used.Alias is null && used.Name is not null))
                Needs(own, Imported(used, types), path, used);
            // What stands in an enclosing namespace is visible without a using.
            foreach (var name in unit.DescendantNodes().OfType<SimpleNameSyntax>().Where(IsTypeName))
                for (var outer = Outer(own); IsWithin(outer, project); outer = Outer(outer))
                    if (types.Contains((outer, name.Identifier.Text)) && !types.Contains((own, name.Identifier.Text))) Needs(own, outer, path, name);
        }

        void Needs(string from, string to, string path, SyntaxNode at)
        {
            if (from == to || !IsWithin(to, project)) return;
            if (!needs.TryGetValue((from, to), out var places)) needs[(from, to)] = places = [];
            places.Add($"{path}:{at.GetLocation().GetLineSpan().StartLinePosition.Line + 1} needs {to}");
        }
    }

    /// <summary>The lines behind every pair of namespaces that need each other, by whatever way; empty where all arrows point one way.</summary>
    public IEnumerable<string> Circles() =>
        needs.Where(need => Reaches(need.Key.To, need.Key.From)).OrderBy(need => need.Value.Count).SelectMany(need => need.Value);

    private bool Reaches(string from, string to)
    {
        var (seen, open) = (new HashSet<string>(), new Queue<string>([from]));
        while (open.TryDequeue(out var at))
        {
            if (at == to) return true;
            if (seen.Add(at)) foreach (var next in needs.Keys.Where(pair => pair.From == at)) open.Enqueue(next.To);
        }
        return false;
    }

    private static IEnumerable<(string Namespace, string Name)> TypesOf(CompilationUnitSyntax unit) => NamespaceOf(unit) is not { } own ? [] :
        unit.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(inside => inside.Members).Select(member => member switch
        {
            BaseTypeDeclarationSyntax type => (own, type.Identifier.Text),
            DelegateDeclarationSyntax type => (own, type.Identifier.Text),
            _ => (own, ""),
        });

    private static string? NamespaceOf(CompilationUnitSyntax unit) => unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();

    private static string Imported(UsingDirectiveSyntax used, HashSet<(string, string)> types)
    {
        var name = used.Name!.ToString();
        return types.Contains((Outer(name), name[(name.LastIndexOf('.') + 1)..])) ? Outer(name) : name;
    }

    /// <summary>A name that begins an expression or a type, and neither a member behind a dot nor the label of an argument.</summary>
    private static bool IsTypeName(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax qualified => qualified.Left == name,
        NameColonSyntax or NameEqualsSyntax => false,
        _ => true,
    };

    private static bool IsWithin(string inner, string outer) => inner == outer || inner.StartsWith(outer + ".", StringComparison.Ordinal);

    private static string Outer(string name) => name.LastIndexOf('.') is var dot and > 0 ? name[..dot] : "";
}
