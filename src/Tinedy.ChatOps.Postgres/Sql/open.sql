-- Opens a run: these two, then everything that an append does (append.sql follows).
with
opened as (
    insert into chatops.run (id, environment, runbook_name, runbook, runbook_hash, at)
    values (@run, @environment, @runbookName, @runbook, @runbookHash, @openedAt)
),
held as (
    insert into chatops.environment_hold (environment, run_id)
    select @environment, @run where not @waits
),
