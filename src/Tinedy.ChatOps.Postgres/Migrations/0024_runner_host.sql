-- Which service takes steps under a host's name: a folder of attempts that was copied, with the name in it, is noticed.

create table chatops.runner_host (
    host    text        primary key,
    place   text        not null,
    machine text        not null,
    seen_at timestamptz not null default now()
);

comment on table chatops.runner_host is
    'Where the service runs that takes steps under this name. Two at a time would take each other''s steps for their own, and call them lost.';
comment on column chatops.runner_host.place is 'The boot of the machine and the path of the folder: within one place the lock of the folder admits one service.';
comment on column chatops.runner_host.machine is 'The name of that machine, for people.';
comment on column chatops.runner_host.seen_at is 'By this server''s clock.';

grant select, insert, update (place, machine, seen_at) on chatops.runner_host to chatops_app;
