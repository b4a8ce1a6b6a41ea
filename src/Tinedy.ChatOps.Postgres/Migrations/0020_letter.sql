-- Every destination stands or falls alone: a channel in its row of the outbox, each person in a row of letter.

alter table chatops.outbox
    add column sorted_seq integer not null default 0,
    add column gone_since timestamptz,
    add column gone_why   text;

comment on column chatops.outbox.sorted_seq is
    'Up to this entry the letters to people are queued, whatever the channel itself answers.';
comment on column chatops.outbox.gone_since is
    'Since when the channel takes nothing any more (archived, the bot removed). Null while it does. It is asked again after a long time.';

create index outbox_gone on chatops.outbox (run_id) where gone_since is not null;

create table chatops.letter (
    place       text        not null,
    run_id      bigint      not null references chatops.run (id),
    person      text        not null,
    wanted_seq  integer     not null,
    since       timestamptz not null default now(),
    due_at      timestamptz not null default now(),
    lease_until timestamptz,
    tries       integer     not null default 0,
    last_error  text,
    primary key (place, run_id, person)
);

comment on table chatops.letter is
    'People to whom a run has something to say in private. A row goes when they have been told everything up to wanted_seq.';
comment on column chatops.letter.person is 'By name, as in the settings.';
comment on column chatops.letter.since is 'When it was queued: what cannot be delivered for a day is given up.';

create index letter_due on chatops.letter (due_at);

grant update (sorted_seq, gone_since, gone_why) on chatops.outbox to chatops_app;
grant select, insert, update (wanted_seq, due_at, lease_until, tries, last_error), delete on chatops.letter to chatops_app;
