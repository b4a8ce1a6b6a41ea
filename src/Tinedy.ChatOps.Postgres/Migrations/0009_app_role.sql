-- The role that the program works as: it can add to the journal and cannot change it.
-- A role belongs to the cluster, not to this database, so that it may be there already, or appear while we look.

do $$
begin
    if not exists (select from pg_roles where rolname = 'chatops_app') then
        begin
            create role chatops_app nologin;
        exception when duplicate_object or unique_violation then
            null; -- Another database of this cluster was migrated in the same moment.
        end;
    end if;
    if not pg_has_role(current_user, 'chatops_app', 'member') then
        begin
            execute format('grant chatops_app to %I', current_user);
        exception when unique_violation then
            null;
        end;
    end if;
exception when insufficient_privilege then
    raise exception 'The role chatops_app is missing or not granted to %, and % may not change that.', current_user, current_user
        using errcode = 'insufficient_privilege',
              hint = format('A DBA runs once: create role chatops_app nologin; grant chatops_app to %I;', current_user);
end
$$;

grant usage on schema chatops to chatops_app;
grant select on chatops.schema_version to chatops_app;
grant usage on sequence chatops.run_id to chatops_app;

grant select, insert on chatops.run, chatops.run_event, chatops.request to chatops_app;
grant select, insert, update (voided_seq, voided_at) on chatops.sign_off to chatops_app;
grant select, insert, delete on chatops.environment_hold to chatops_app;
grant select, insert, update (
    claimed_by, claimed_at, lease_until, cancel_asked_at, started_at, lines, bytes, tail, last_at, ended_at
) on chatops.attempt to chatops_app;
grant select, insert, update (output) on chatops.step_output to chatops_app;
grant select, insert, update (wanted_seq, told_seq, due_at, lease_until, tries, last_error) on chatops.outbox to chatops_app;
grant select, insert, update (message, digest) on chatops.said to chatops_app;
grant select, insert on chatops.chat_line to chatops_app;
