-- A running step is told again and again, although nothing new is in the journal.

alter table chatops.outbox add column again_at timestamptz;

comment on column chatops.outbox.again_at is
    'When the place should be told again although it knows everything: a step is running and prints. Null while none does.';
comment on column chatops.outbox.place is
    'The platform, and behind a colon the channel there: local, slack:T024BE7LH/C0G9QF9C6.';
comment on column chatops.said.message is
    'Its reference in the room; empty while it is being sent, so that a sender that died in between looks before it sends again; ! when refused.';

create index outbox_again on chatops.outbox (again_at) where again_at is not null;

grant update (again_at) on chatops.outbox to chatops_app;
grant delete on chatops.said to chatops_app;
