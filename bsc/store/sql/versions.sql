-- One row: how often the rows changed, and the newest version of the definitions (0 when there is none).
select
    (select count(*) + count(undone_at) from ledger.imports) as data_version,
    (select coalesce(max(version), 0) from ledger.definitions) as definitions_version
