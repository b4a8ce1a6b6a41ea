-- Runners elsewhere: an attempt waits for a runner of its environment's label, and for nobody else.

alter table chatops.attempt add column label text;

comment on column chatops.attempt.label is 'The label of the runners that may take it. Null: the bot itself runs it.';
