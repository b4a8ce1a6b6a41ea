-- What hosts remember outside this database: of a start that a restored journal does not know.

create table chatops.installation (
    id      uuid        primary key default gen_random_uuid(),
    single  boolean     not null default true unique check (single),
    made_at timestamptz not null default now()
);

comment on table chatops.installation is
    'Which database this is: the same in each of its backups, so that a host recognises one that went back, and another in one that was made anew.';

insert into chatops.installation default values;

create table chatops.found_start (
    run_id      bigint      not null,
    start       text        not null,
    item        text        not null,
    number      integer     not null,
    host        text        not null,
    known       text        not null,
    noticed_at  timestamptz not null default now(),
    settled_seq integer,
    primary key (run_id, start)
);

comment on table chatops.found_start is
    'Steps that a host has launched, while the journal of their run waits to be accepted: with that decision they become entries.';
comment on column chatops.found_start.start is 'The hash of the entry that started it, in the journal of then.';
comment on column chatops.found_start.settled_seq is 'The entry after which it is known here; null before.';

grant select on chatops.installation to chatops_app;
grant select, insert, update (item, number, host, known, noticed_at, settled_seq) on chatops.found_start to chatops_app;

-- The number of an attempt is given again behind a journal that was lost: its row begins anew.
grant update (queued_at, label) on chatops.attempt to chatops_app;
