-- Attempts on their way to a runner.

create table chatops.attempt (
    run_id          bigint      not null references chatops.run (id),
    item            text        not null,
    number          integer     not null check (number > 0),
    queued_at       timestamptz not null default now(),
    claimed_by      text,
    claimed_at      timestamptz,
    lease_until     timestamptz,
    cancel_asked_at timestamptz,
    started_at      timestamptz,
    lines           bigint      not null default 0,
    bytes           bigint      not null default 0,
    tail            text[]      not null default '{}',
    last_at         timestamptz,
    ended_at        timestamptz,
    primary key (run_id, item, number)
);

comment on table chatops.attempt is
    'One start of one step: who runs it until when, and what it has printed so far. How it ended is in the journal.';
comment on column chatops.attempt.claimed_by is
    'The host that owns it. Changing hands changes this, so that the earlier owner learns that it has lost.';
comment on column chatops.attempt.lease_until is 'By this server''s clock, the one clock that every replica shares.';

create index attempt_open on chatops.attempt (queued_at, run_id, item, number) where ended_at is null;
