-- A row is one version of the definitions, newest first.
select version, "at", who, note from ledger.definitions order by version desc
