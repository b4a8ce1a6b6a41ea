-- Whether there is room to write; and a replica that has known more of a lost journal than the one that noticed first may say so.

create table chatops.write_check (
    at      timestamptz not null default now(),
    filling bytea       not null
) with (autovacuum_enabled = false);

-- As it is given, in the row itself: two of them never fit on one page, so that each needs a new one.
alter table chatops.write_check alter column filling set storage plain;

comment on table chatops.write_check is
    'Rows that readiness writes to see whether the server still finds room. Nobody reads them, none is used again, and they are thrown away now and then.';

grant insert, select, truncate on chatops.write_check to chatops_app;
grant update (known_seq, known_hash) on chatops.journal_divergence to chatops_app;
