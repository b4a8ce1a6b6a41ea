-- What was ordered of an attempt, launch by launch: the proof that nothing has started lies here and not in a folder, which can vanish.

alter table chatops.attempt
    add column ordered integer check (ordered >= 0),
    add column closed  integer not null default 0 check (closed >= 0),
    add column launch  text;

comment on column chatops.attempt.ordered is
    'Launches that were ordered, each written before its supervisor is told anything. 0: certainly none. Null: unclaimed, or claimed by a version that wrote no orders.';
comment on column chatops.attempt.closed is 'Of these, launches that certainly never started their command. Another is ordered only when all are closed.';
comment on column chatops.attempt.launch is 'The folder of the last launch that was ordered.';

grant update (ordered, closed, launch) on chatops.attempt to chatops_app;
