-- Takes the touched days of rollup ? away.
delete from ledger.rollup_days where rollup = ?
