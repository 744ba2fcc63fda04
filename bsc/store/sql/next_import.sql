-- One row: the number of the next import.
select coalesce(max(id), 0) + 1 as id from ledger.imports
