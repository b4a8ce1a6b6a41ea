-- Why a run is stopped, where it is not that another journal was known: an entry that does not match its hash, or what a host keeps outside the
-- database and cannot read. A new column without a default locks nothing for longer than a moment.
alter table chatops.journal_divergence add column cause text;
comment on column chatops.journal_divergence.cause is 'What is wrong, as a clause; null: the journal is not the one that was known.';
