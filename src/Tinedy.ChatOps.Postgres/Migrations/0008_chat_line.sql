-- The local chat.

create table chatops.chat_line (
    id       bigint      generated always as identity primary key,
    key      text        not null unique,
    kind     text        not null,
    author   text,
    only_for text,
    run_id   bigint      references chatops.run (id),
    text     text,
    at       timestamptz not null
);

comment on table chatops.chat_line is
    'What was said in the local chat of the console, so that a restart loses no line. Not evidence: the journal is.';
comment on column chatops.chat_line.only_for is 'The one person who sees it; null for all.';
