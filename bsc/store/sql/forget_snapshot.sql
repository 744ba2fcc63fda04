-- Takes the snapshot $1 away.
delete from ledger.snapshots where id = $1
