using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>A verb about a role; a role may have several words.</summary>
internal abstract class RoleVerb(string name, VerbGroup group, string hint) : RunVerb(name, group, hint)
{
    /// <summary>Roles that it can be about in this run.</summary>
    protected abstract IEnumerable<string> Roles(Runbook runbook);

    public sealed override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) =>
        Roles(context.Run.Runbook).Where(role => Accepts(context, role)).Select(role => (role, "you hold it"));

    public sealed override bool IsAboutAName => true;

    public sealed override bool Works(DialogContext context) => Operable(context).Any();

    /// <summary>The role in the runbook's words, or the words that are none; and what follows it.</summary>
    protected static (string Role, string Behind) Named(NameMatch<SignOffLine> match) => (match is NameMatch<SignOffLine>.One one ? one.Found.Role : match.Typed, match.Behind);
}
