-- One row: how many days of rollup ? were touched.
select count(*) as days from ledger.rollup_days where rollup = ?
