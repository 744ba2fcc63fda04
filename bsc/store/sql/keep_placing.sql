-- Keeps by what the rows of a dataset are replaced.
insert into ledger.placings values (?, ?, ?)
