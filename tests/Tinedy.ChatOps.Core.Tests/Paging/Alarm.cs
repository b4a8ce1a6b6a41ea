using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Paging;

/// <summary>A run with two criteria and two contacts: dba by chat and by phone, then devops by chat.</summary>
internal static class Alarm
{
    public const string Symptom = "orders time out";

    public static Runbook Runbook { get; } = Paper.Read("""
        # Alarm
        ## Work
        ### Do
        - [ ] Look
        - [ ] Migrate
          ```bash
          npx prisma migrate deploy
          ```
        ## Emergency
        ### Rollback Criteria
        - Data corruption detected
        - Performance degradation > 50%
        ### Rollback Execution
        - [ ] Restore
        ## Sign-off
        ### Technical Approval
        - [ ] **Lead Developer** - ____ Date: ____
        ## Emergency Contacts
        **Database Admin:** ____
        **DevOps Engineer:** ____
        """);

    public static AccessDirectory Access { get; } = new(
        [.. Crew.Access.People.Select(person => person == Crew.Dba ? person with { Contact = "chat, phone" } : person)], Crew.Access.Environments)
    {
        Paging = new() { Means = ["phone"] },
    };

    public static Rung DbaByChat { get; } = new("Database Admin", "dba", "chat", TimeSpan.FromMinutes(2));

    public static Rung DbaByPhone { get; } = new("Database Admin", "dba", "phone", TimeSpan.FromMinutes(5));

    public static Rung DevOpsByChat { get; } = new("DevOps Engineer", "devops", "chat", TimeSpan.FromMinutes(5));

    public static Story Quiet() => new(Runbook, Access);

    public static Story Raised() => Quiet().Done(Crew.Sam, new Command.Raise("2", Symptom));

    /// <summary>What time alone brings about now.</summary>
    public static Outcomes Elapses(this Story story) => story.When(Actor.Bot, new Command.Elapse());

    /// <summary>Lets the clock go on to what is due next and lets it happen; answers the moment.</summary>
    public static DateTimeOffset Elapse(this Story story)
    {
        var due = Agenda.NextAt(story.Run, story.Access)!.Value;
        while (story.Now < due) story.Later(1);
        var events = story.Elapses().Events;
        story.Later(-1).Given(Actor.Bot, [.. events]);
        return due;
    }

    public static Alert Alert(this Story story) => story.Run.Alerts[^1];
}
