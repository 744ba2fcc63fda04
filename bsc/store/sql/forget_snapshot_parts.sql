-- Takes the parts of the snapshot $1 away.
delete from ledger.snapshot_parts where snapshot = $1
