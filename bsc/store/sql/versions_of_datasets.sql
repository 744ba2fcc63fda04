-- A row is one dataset: how often its rows changed.
select dataset, count(*) + count(undone_at) as version from ledger.imports group by dataset
