-- Marks imports as undone.
update ledger.imports set undone_at = $at, undone_by = $who where list_contains($imports::bigint[], id)
