-- A journal that is not the one a replica has seen: the database was restored, or changed by hand.

create table chatops.journal_divergence (
    run_id      bigint      not null,
    known_seq   integer     not null,
    known_hash  bytea       not null,
    found_seq   integer     not null,
    found_hash  bytea       not null,
    noticed_at  timestamptz not null,
    settled_seq integer,
    settled_at  timestamptz,
    primary key (run_id, noticed_at),
    check ((settled_seq is null) = (settled_at is null))
);

comment on table chatops.journal_divergence is
    'Where a replica knew another journal than the one that is here. Nothing is written to the run until an operator has accepted what is here.';
comment on column chatops.journal_divergence.known_seq is 'The last entry that was known, with its hash.';
comment on column chatops.journal_divergence.found_seq is 'The last entry that was here instead, with its hash.';
comment on column chatops.journal_divergence.settled_seq is 'The entry in which somebody accepted it; null while the run is stopped.';

create unique index journal_divergence_open on chatops.journal_divergence (run_id) where settled_seq is null;

create function chatops.is_stopped(run bigint) returns boolean language sql stable as $$
    select exists (select from chatops.journal_divergence where run_id = run and settled_seq is null)
$$;

grant select, insert, update (settled_seq, settled_at) on chatops.journal_divergence to chatops_app;
