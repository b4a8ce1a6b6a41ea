-- The journal: what a run was pinned to, and everything that happened in it.

create sequence chatops.run_id as bigint;

create table chatops.run (
    id           bigint      primary key,
    environment  text        not null,
    runbook_name text        not null,
    runbook      bytea       not null,
    runbook_hash text        not null,
    at           timestamptz not null
);

comment on table chatops.run is
    'One execution of a runbook against one environment, with the exact bytes it was pinned to. Written once, never changed.';
comment on column chatops.run.runbook_hash is 'SHA-256 of runbook, lower-case hex.';

create table chatops.run_event (
    run_id bigint      not null references chatops.run (id),
    seq    integer     not null check (seq > 0),
    at     timestamptz not null,
    kind   text        not null,
    body   text        not null,
    hash   bytea       not null check (octet_length(hash) = 32),
    primary key (run_id, seq)
);

comment on table chatops.run_event is
    'The append-only journal. The state of a run is the fold of its rows and nothing else.';
comment on column chatops.run_event.seq is '1, 2, 3 ... within a run, without a gap.';
comment on column chatops.run_event.body is
    'The entry as one JSON text. Text and not jsonb: exactly these bytes are hashed, and jsonb would reorder them.';
comment on column chatops.run_event.hash is
    'SHA-256(hash of the row before || UTF-8 of body), with 32 zero bytes before the first row.';

create function chatops.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op
        using errcode = 'insufficient_privilege',
              hint = 'What is written here is evidence. Correct it by appending.';
end
$$;

-- For each statement, because only that also sees truncate and a statement that matches no row;
-- always, because session_replication_role would otherwise switch an ordinary trigger off.
create trigger append_only before update or delete or truncate on chatops.run
    for each statement execute function chatops.refuse_change();
alter table chatops.run enable always trigger append_only;

create trigger append_only before update or delete or truncate on chatops.run_event
    for each statement execute function chatops.refuse_change();
alter table chatops.run_event enable always trigger append_only;
