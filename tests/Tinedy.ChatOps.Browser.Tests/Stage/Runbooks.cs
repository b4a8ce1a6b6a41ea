namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>Short runbooks, so that a test presses only what it is about.</summary>
internal static class Runbooks
{
    /// <summary>
    /// Two phases, a backup, a step that waits for a file named <c>go</c> in the workspace, one rollback step and two signatures.
    /// </summary>
    public const string Short = """
        # Short migration

        ## Preparation

        ### Planning
        - [ ] Plan reviewed
        - [ ] Window agreed
        - [ ] Team told

        ## Change

        ### Execution
        - [ ] Backup made
          ```bash {name=backup timeout=15m once}
          pg_dump "$DATABASE_URL" > backup_$(date +%Y%m%d_%H%M%S).sql
          ```
        - [ ] Tables copied
          ```bash {name=copy timeout=15m idempotent}
          echo "copied customer"
          until [ -e go ]; do sleep 0.1; done
          echo "copied everything"
          ```

        ## Emergency Procedures

        ### Rollback Execution
        - [ ] Old version started again

        ## Sign-off

        ### Technical Approval
        - [ ] **Database Administrator** - _________________ Date: _______

        ### Final Approval
        - [ ] **Product Owner** - _________________ Date: _______
        """;

    /// <summary>
    /// Two phases, criteria that can be raised, blanks to fill in, two rollback steps, two signatures, and two contacts, of whom one is
    /// nobody: a gap.
    /// </summary>
    public const string Alerting = """
        # Alerting migration

        **Migration Name:** ________

        ## Preparation

        ### Planning
        - [ ] Plan reviewed
        - [ ] Window agreed
        - [ ] Tables counted
          ```bash {name=count timeout=15m idempotent}
          echo "all counted"
          ```

        ## Change

        ### Execution
        - [ ] Tables copied
          ```bash {name=copy timeout=15m once}
          echo "copied customer"
          ```

        ## Emergency Procedures

        ### Rollback Criteria
        - Error rate
        - Queries take three times as long

        ### Rollback Execution
        - [ ] Old version started again
        - [ ] Customers told

        ## Emergency Contacts
        - **DBA:** dba
        - **DevOps Lead:** ________

        ## Sign-off

        ### Technical Approval
        - [ ] **Database Administrator** - _________________ Date: _______

        ### Final Approval
        - [ ] **Product Owner** - _________________ Date: _______
        """;
}
