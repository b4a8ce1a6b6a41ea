using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>By which names a runbook's criteria, roles and fields go, wherever words name one.</summary>
public static class RunbookNames
{
    /// <summary>A criterion by its number, its place among the criteria, its key, its words, or the first of its words.</summary>
    public static NameMatch<Item> Criterion(Runbook runbook, string typed) => LabelMatcher.Beginning(typed, runbook.Criteria, item => OfCriterion(runbook, item));

    /// <summary>A criterion, and behind it what somebody sees.</summary>
    public static NameMatch<Item> CriterionAndText(Runbook runbook, string typed) => LabelMatcher.Leading(typed, runbook.Criteria, item => OfCriterion(runbook, item));

    /// <summary>A role of the sign-off list, by its name or its number.</summary>
    public static NameMatch<SignOffLine> Role(Runbook runbook, string typed) => LabelMatcher.Whole(typed, Lines(runbook), OfLine);

    /// <summary>A role, and behind a colon a remark.</summary>
    public static NameMatch<SignOffLine> RoleAndRemark(Runbook runbook, string typed) => LabelMatcher.Labelled(typed, Lines(runbook), OfLine);

    /// <summary>A role, and behind it a reason.</summary>
    public static NameMatch<SignOffLine> RoleAndReason(Runbook runbook, string typed) => LabelMatcher.Leading(typed, Lines(runbook), OfLine);

    /// <summary>Somebody who may approve a rollback.</summary>
    public static NameMatch<string> RollbackRole(Runbook runbook, string typed) => LabelMatcher.Whole(typed, runbook.RollbackRoles,
        role => [role, .. runbook.SignOffs.Where(line => string.Equals(line.Role, role, StringComparison.OrdinalIgnoreCase)).Select(line => line.Number)]);

    /// <summary>A blank of the paper or a contact, by its label.</summary>
    public static NameMatch<Field> Field(Runbook runbook, string typed) => LabelMatcher.Whole(typed, Fields(runbook), field => [field.Label]);

    /// <summary>A label, and behind a colon its value.</summary>
    public static NameMatch<Field> FieldAndValue(Runbook runbook, string typed) => LabelMatcher.Labelled(typed, Fields(runbook), field => [field.Label]);

    public static ImmutableArray<string> OfCriterion(Runbook runbook, Item item) =>
        [item.Number, (runbook.Criteria.IndexOf(item) + 1).ToString(CultureInfo.InvariantCulture), item.Key.Value, item.Text, .. item.Above is null ? ImmutableArray<string>.Empty : [item.OwnText]];

    /// <summary>Lines of one role are one: they are signed together.</summary>
    private static IEnumerable<SignOffLine> Lines(Runbook runbook) => runbook.SignOffs.DistinctBy(line => line.Role, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<Field> Fields(Runbook runbook) => runbook.Information.Concat(runbook.Contacts).DistinctBy(field => field.Label, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> OfLine(SignOffLine line) => [line.Role, line.Number];
}
