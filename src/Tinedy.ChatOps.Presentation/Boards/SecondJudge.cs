using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>An unknown outcome that takes two people: who can say the same as the first, and what is left where nobody can.</summary>
public static class SecondJudge
{
    /// <summary>The operators who have not judged yet; where none is left, the holders of roles; in any case somebody else than who has judged.</summary>
    public static ImmutableArray<Person> Others(Run run, AccessDirectory access, Item item)
    {
        var operators = access.OperatorsOf(run.Environment).Where(HasNot).ToImmutableArray();
        return operators.IsEmpty ? [.. access.OperatorsAndHolders(run.Environment, run.Runbook).Where(HasNot)] : operators;

        bool HasNot(Person person) => !run[item].Judgements.Any(judgement => judgement.By.IsSameHuman(Actor.Of(person)));
    }

    /// <summary>Fewer people can decide than are needed, so that no answer ever settles it.</summary>
    public static bool IsImpossible(Run run, AccessDirectory access, Item item) => access.OperatorsAndHolders(run.Environment, run.Runbook).Length < ItemState.JudgesNeeded(item);

    public static Prose Wanted(Run run, AccessDirectory access, Item item) => IsImpossible(run, access, item)
        ? (Prose)$"A second person must agree, and there is nobody else. {Left(run, access)}"
        : $"A second person must agree: {PersonNames.List(Others(run, access, item))}.";

    /// <summary>What an operator can still do alone.</summary>
    public static Prose Left(Run run, AccessDirectory access)
    {
        Prose more = $"Whoever runs this service can name a second operator of {run.Environment}.";
        if (run.Status == RunStatus.RollingBack)
            return run.StillWriting.Any() ? (Prose)$"{PersonNames.List(access.OperatorsOf(run.Environment))} can break the glass of a rollback step. {more}" : more;
        return Buttons.WayBack(run) is null
            ? (Prose)$"{PersonNames.List(access.OperatorsOf(run.Environment))} can abort. {more}"
            : $"{PersonNames.List(access.OperatorsOf(run.Environment))} can roll back or abort. {more}";
    }
}
