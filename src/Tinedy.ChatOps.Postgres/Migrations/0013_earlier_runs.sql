-- Estimates: the runs before one, of the same runbook in the same environment, are found without reading every run there ever was.

create index run_of_runbook on chatops.run (environment, runbook_name, id);

comment on index chatops.run_of_runbook is 'How long steps usually take is read from the latest runs before one.';
