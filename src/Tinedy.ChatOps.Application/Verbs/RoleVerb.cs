using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>A verb about a role; a role may have several words.</summary>
internal abstract class RoleVerb(string name, VerbGroup group, string hint) : RunVerb(name, group, hint)
{
    /// <summary>Roles that it can be about in this run.</summary>
    protected abstract IEnumerable<string> Roles(Runbook runbook);

    public sealed override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) =>
        Roles(context.Run.Runbook).Where(role => Accepts(context, role)).Select(role => (role, "you hold it"));

    public sealed override bool Works(DialogContext context) => Operable(context).Any();

    /// <summary>The longest role of the sign-off list that the text begins with, or the one of its number; and what follows it.</summary>
    protected static (string Role, string? Behind) Signing(string text, Run run)
    {
        if (LabelMatcher.Longest(text, run.Runbook.SignOffs.Select(line => line.Role)) is var (role, behind)) return (role, ItemRules.Given(behind));
        var first = text.Split(' ')[0];
        return SignOffOrder.Line(run.Runbook, first) is { } numbered ? (numbered.Role, ItemRules.Given(text[first.Length..].Trim())) : (text, null);
    }
}
