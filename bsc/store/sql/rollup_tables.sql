-- One row at most: the tables of rollup ?.
select tables from ledger.rollups where id = ?
