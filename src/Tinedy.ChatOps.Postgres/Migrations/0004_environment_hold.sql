-- One active run per environment.

create table chatops.environment_hold (
    environment text        primary key,
    run_id      bigint      not null references chatops.run (id),
    since       timestamptz not null default now()
);

comment on table chatops.environment_hold is
    'Which run holds an environment. The primary key is the rule: nobody else can start there until the run lets go.';

create index environment_hold_by_run on chatops.environment_hold (run_id);
