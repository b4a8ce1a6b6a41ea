using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>What the words of a typed line are read against.</summary>
/// <param name="Access">Whose people may be named, beside what the runbook names; null: nobody.</param>
/// <param name="By">Who typed it; null where only the words count.</param>
internal sealed record LineContext(Run Run, AccessDirectory? Access = null, Person? By = null);
