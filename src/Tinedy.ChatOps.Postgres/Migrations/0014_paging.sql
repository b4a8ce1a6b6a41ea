-- What time brings about, and calls on their way to people.

create table chatops.run_due (
    run_id      bigint      primary key references chatops.run (id),
    seq         integer     not null,
    due_at      timestamptz not null,
    lease_until timestamptz
);

comment on table chatops.run_due is
    'When time itself brings something about in a run: the next call, a reminder. Written by every append; a clock asks who is due and may ask twice.';
comment on column chatops.run_due.seq is 'The entry after which this was so.';

create index run_due_at on chatops.run_due (due_at);

create table chatops.page (
    run_id bigint      not null references chatops.run (id),
    seq    integer     not null,
    kind   text        not null check (kind in ('call', 'answered', 'over', 'news')),
    alert  integer     not null,
    tries  integer     not null default 0,
    due_at timestamptz not null default now(),
    result text        check (result in ('accepted', 'failed', 'refused')),
    proof  text,
    primary key (run_id, seq, kind)
);

comment on table chatops.page is
    'Calls to deliver. A row is locked while its call is sent, and an answer takes the rows away: none is sent after the answer is committed.';
comment on column chatops.page.seq is 'The entry that called.';
comment on column chatops.page.result is 'What came of the last try, until it is in the journal; then the row goes, or waits for the next try.';

create index page_due on chatops.page (due_at) where result is null;
create index page_unreported on chatops.page (run_id) where result is not null;

grant select, insert, update (seq, due_at, lease_until), delete on chatops.run_due to chatops_app;
grant select, insert, update (tries, due_at, result, proof), delete on chatops.page to chatops_app;

-- A letter changes when somebody has answered it, and carries its buttons.
alter table chatops.chat_line add column buttons text;

comment on column chatops.chat_line.buttons is 'What can be pressed beneath the line; null without any.';

grant update (text, buttons) on chatops.chat_line to chatops_app;
