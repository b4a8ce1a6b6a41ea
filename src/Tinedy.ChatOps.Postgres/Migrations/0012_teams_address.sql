-- Where a platform reaches channels and people.

create table chatops.address (
    name    text        primary key,
    address text        not null,
    kept_at timestamptz not null default now()
);

comment on table chatops.address is
    'What a platform said once of how a channel or a person is reached, needed after a restart. Grants nothing; a lost row is learned again.';
comment on column chatops.address.name is
    'A place or an account: teams:TENANT/19:abc@thread.tacv2, teams:TENANT/OBJECT; teams-card:… for a message that was found again.';

grant select, insert, update, delete on chatops.address to chatops_app;
