using System.Text;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests;

/// <summary>The checklists of the stories.</summary>
internal static class Paper
{
    public const string SmallText = """
        # Small migration

        ## Prepare
        ### Plan
        - [ ] Plan reviewed
        - [ ] Stakeholders told
        ### Backup
        - [ ] Make the backup
          ```bash {name=backup}
          pg_dump > backup_$(date +%Y%m%d_%H%M%S).sql
          ```
        - [ ] Check the backup
          ```bash {name=verify idempotent}
          pg_restore --list
          ```

        ## Migrate
        ### Do
        - [ ] Connection verified
        - [ ] Run the migration
          ```bash {name=migrate}
          npx prisma migrate deploy
          ```
        - [ ] Watch the migration
        - [ ] Check the logs
        ### Approve
        - [ ] Data approved <!-- chatops: role="Database Administrator" -->
        - [ ] Two people looked <!-- chatops: quorum=2 -->

        ## Emergency
        ### Rollback Execution
        - [ ] Stop services
        - [ ] Restore the backup
          ```bash {name=restore}
          psql < backup_YYYYMMDD_HHMMSS.sql
          ```
        - [ ] Verify the system

        ## Sign-off
        ### Technical Approval
        - [ ] **Database Administrator** - ______ Date: ____
        - [ ] **Lead Developer** - ______ Date: ____
        ### Business Approval
        - [ ] **Product Owner** - ______ Date: ____
        ### Final Approval
        - [ ] **Technical Lead** - ______ Date: ____

        ## Emergency Contacts
        **Database Admin:** ______

        ## Migration Information
        **Migration ID:** `m1`
        **Rollback Window:** ______

        ## Notes
        ______
        """;

    /// <summary>What is prepared by day, and a migration with a window and a way back at night.</summary>
    public static Runbook Night { get; } = Read("""
        ---
        window: 22:00-23:30 Europe/Berlin
        rollback-window: 2h
        ---
        # Night
        ## Prepare
        - [ ] Plan reviewed
        - [ ] Data approved <!-- chatops: role="Database Administrator" -->
        - [ ] Make the backup
          ```bash {name=backup}
          pg_dump > backup_$(date +%Y%m%d_%H%M%S).sql
          ```
        ## Migrate
        - [ ] Connection verified
        - [ ] Run the migration
          ```bash {name=migrate}
          npx prisma migrate deploy
          ```
        ## Emergency
        ### Rollback Execution
        - [ ] Restore
        ## Emergency Contacts
        **DevOps Engineer:** ____
        """);

    public static Runbook Small { get; } = Read(SmallText);

    /// <summary>The checklist that a real team uses on paper, byte for byte.</summary>
    public static Runbook Reference { get; } = RunbookReader.Read(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Runbooks", "Files", "migration-checklist.md")), "migration-checklist.md").Runbook!;

    public static Runbook Read(string text) => RunbookReader.Read(Encoding.UTF8.GetBytes(text), "small.md").Runbook
        ?? throw new InvalidOperationException("The story's own checklist cannot be read.");
}
