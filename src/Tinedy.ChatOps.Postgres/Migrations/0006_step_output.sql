-- What steps printed.

create table chatops.step_output (
    run_id bigint  not null,
    item   text    not null,
    number integer not null,
    output bytea   not null,
    primary key (run_id, item, number),
    foreign key (run_id, item, number) references chatops.attempt (run_id, item, number)
);

comment on table chatops.step_output is
    'The whole output of an attempt, capped and masked. Its SHA-256 is in the step-ended entry of the journal.';
