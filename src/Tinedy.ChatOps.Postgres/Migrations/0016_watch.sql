-- Watchers of rollback criteria: who looks next, and how the latest checks went.

create table chatops.watch (
    run_id      bigint      not null references chatops.run (id),
    criterion   text        not null,
    label       text,
    seq         integer     not null,
    due_at      timestamptz,
    claim       integer     not null default 0,
    claimed_by  text,
    looked_at   timestamptz,
    lease_until timestamptz,
    seen        text,
    state       text        check (state in ('ok', 'failed', 'inconclusive', 'error')),
    length      integer     not null default 0,
    not_ok      integer     not null default 0,
    since       timestamptz,
    primary key (run_id, criterion)
);

comment on table chatops.watch is
    'One row a watcher that has, or had, something to do. What people are told of it is in the journal; single checks are here, the last one only.';
comment on column chatops.watch.seq is 'The last entry that gave it something to do.';
comment on column chatops.watch.due_at is 'When it looks next. Null: when an entry says so.';
comment on column chatops.watch.claim is 'Counts the looks. Whoever looks on behalf of an earlier one has lost it.';
comment on column chatops.watch.seen is 'What a runner saw and nobody has judged yet, as JSON, masked. Until then it does not look again.';
comment on column chatops.watch.length is 'Checks in a row that said what the last one said.';
comment on column chatops.watch.not_ok is 'Checks since the last good one.';

create index watch_due on chatops.watch (due_at) where seen is null;
create index watch_seen on chatops.watch (looked_at) where seen is not null;

grant select, insert, update (
    label, seq, due_at, claim, claimed_by, looked_at, lease_until, seen, state, length, not_ok, since
), delete on chatops.watch to chatops_app;
