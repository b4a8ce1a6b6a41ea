namespace Tinedy.ChatOps.Testing.Surfaces;

internal static class SurfaceRunbooks
{
    public const string Backup = "echo \"200 customers saved\" | tee \"backup_$(date +%Y%m%d_%H%M%S).sql\"";

    /// <summary>Two items by hand; a backup; a step that fails the first time; a rollback that needs the backup; two signatures.</summary>
    public const string Move = $$"""
        # Move the customers

        ## Preparation

        ### Planning
        - [ ] Plan reviewed
        - [ ] Team told

        ## Change

        ### Execution
        - [ ] Backup made
          ```bash {name=backup timeout=1m once}
          {{Backup}}
          ```
        - [ ] Tables copied
          ```bash {name=copy timeout=1m once}
          echo "copied customer"
          if [ ! -e tried ]; then touch tried; echo "relation orders is locked" >&2; exit 3; fi
          echo "copied everything"
          ```

        ## Emergency Procedures

        ### Rollback Execution
        - [ ] Old version started again
        - [ ] Backup put back
          ```bash {name=restore timeout=1m once}
          cat backup_YYYYMMDD_HHMMSS.sql
          ```

        ## Sign-off

        ### Technical Approval
        - [ ] **Database Administrator** - _________________ Date: _______

        ### Final Approval
        - [ ] **Product Owner** - _________________ Date: _______
        """;

    /// <summary>A step that goes on until somebody stops it, and a contact whom nobody is.</summary>
    public const string Slow = """
        # Move the orders

        ## Change

        ### Execution
        - [ ] Orders counted
        - [ ] Orders copied
          ```bash {name=copy timeout=1m idempotent}
          echo "copied 200 orders"
          sleep 50
          ```

        ## Emergency Contacts
        - **Database Owner:** _________________
        """;

    /// <summary>One item by hand, one step, one criterion, and a contact who is there.</summary>
    public const string Watched = """
        ---
        contacts:
          Database Owner: dba
        ---
        # Move the invoices

        ## Change

        ### Execution
        - [ ] Invoices counted
        - [ ] Invoices copied
          ```bash {name=copy timeout=1m idempotent}
          echo "copied everything"
          ```

        ## Emergency Procedures

        ### Rollback Criteria
        - Data corruption detected

        ### Rollback Execution
        - [ ] Old version started again

        ## Sign-off
        - [ ] **Database Administrator** - _________________ Date: _______

        ## Emergency Contacts
        - **Database Owner:** _________________
        """;
}
