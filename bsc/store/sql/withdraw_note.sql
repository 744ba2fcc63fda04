-- Withdraws the note $id; no row comes back when there is none.
update ledger.notes set withdrawn_at = $at, withdrawn_by = $who where id = $id and withdrawn_at is null returning text
