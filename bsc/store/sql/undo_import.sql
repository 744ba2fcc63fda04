-- Marks one import as undone.
update ledger.imports set undone_at = $at, undone_by = $who where id = $import
