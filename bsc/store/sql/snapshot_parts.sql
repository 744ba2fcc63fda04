-- A row is one part of the snapshot $1 in its order, from number $2 up to, not including, $3.
select content from ledger.snapshot_parts where snapshot = $1 and part >= $2 and part < $3 order by part
