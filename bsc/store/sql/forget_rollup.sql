-- Takes rollup ? out of the list.
delete from ledger.rollups where id = ?
