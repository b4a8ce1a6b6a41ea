-- Files that a chat does not take: the rest of a run goes on being told, and the lack is said as a gap.

create table chatops.unsent_file (
    place  text        not null,
    run_id bigint      not null,
    key    text        not null,
    title  text        not null,
    why    text        not null,
    since  timestamptz not null default now(),
    primary key (place, run_id, key)
);

comment on table chatops.unsent_file is 'Files of a run that could not be brought to a place; gone when they are there.';
comment on column chatops.unsent_file.key is 'As in chatops.said.';

grant select, insert, delete, update (title, why) on chatops.unsent_file to chatops_app;
