-- Requests that were accepted, so that the same click is never written twice.

create table chatops.request (
    key       text        primary key,
    run_id    bigint      not null references chatops.run (id),
    first_seq integer     not null,
    last_seq  integer     not null,
    at        timestamptz not null default now(),
    check (first_seq > 0 and last_seq >= first_seq)
);

comment on table chatops.request is
    'The idempotency key of every accepted request, and the entries it made. A repeat finds its past here.';

-- The verifier asks for the last entry that a request of this run was answered with.
create index request_by_run on chatops.request (run_id, last_seq);
