-- Signatures, as an auditor reads them.

create table chatops.sign_off (
    run_id     bigint      not null,
    seq        integer     not null,
    role       text        not null,
    platform   text        not null,
    tenant     text        not null,
    user_id    text        not null,
    name       text        not null,
    email      text,
    content    text        not null,
    remark     text,
    at         timestamptz not null,
    voided_seq integer,
    voided_at  timestamptz,
    primary key (run_id, seq),
    foreign key (run_id, seq) references chatops.run_event (run_id, seq),
    foreign key (run_id, voided_seq) references chatops.run_event (run_id, seq),
    check ((voided_seq is null) = (voided_at is null)),
    check (voided_seq >= seq)
);

comment on table chatops.sign_off is
    'Who signed for which role, over which content. The journal says the same; this is the table an auditor queries.';
comment on column chatops.sign_off.seq is 'The entry of the journal that took the signature.';
comment on column chatops.sign_off.platform is 'Where the person signed: slack, teams or local.';
comment on column chatops.sign_off.tenant is 'Slack team or Teams tenant: with user_id an identity that cannot be renamed.';
comment on column chatops.sign_off.name is 'As seen at that moment; says nothing about who may sign.';
comment on column chatops.sign_off.content is 'The content hash that was signed.';
comment on column chatops.sign_off.voided_seq is 'The entry that voided it; null while it stands.';

-- Whatever a program decides, a role is signed once at a time.
create unique index sign_off_one_active on chatops.sign_off (run_id, role) where voided_seq is null;
