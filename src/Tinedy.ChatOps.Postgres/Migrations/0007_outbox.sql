-- What chat rooms still have to be told.

create table chatops.outbox (
    place       text        not null,
    run_id      bigint      not null references chatops.run (id),
    wanted_seq  integer     not null,
    told_seq    integer     not null default 0,
    due_at      timestamptz not null default now(),
    lease_until timestamptz,
    tries       integer     not null default 0,
    last_error  text,
    primary key (place, run_id)
);

comment on table chatops.outbox is
    'For each place and run the entry it should know of and the one it has been told. Always "latest": twenty clicks are one row.';
comment on column chatops.outbox.due_at is 'Since when, or (after a failure) from when on, it should be told; by this server''s clock.';

create index outbox_due on chatops.outbox (place, due_at) where wanted_seq > told_seq;
create index outbox_by_run on chatops.outbox (run_id);

create table chatops.said (
    place   text   not null,
    run_id  bigint not null references chatops.run (id),
    key     text   not null,
    message text   not null,
    digest  text   not null,
    primary key (place, run_id, key)
);

comment on table chatops.said is
    'The messages a run already has in a place: where each is, and a digest of what it says, so that nothing is posted twice.';
