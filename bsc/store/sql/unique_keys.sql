-- A row is one dataset whose rows are replaced by their key, and the columns of the key.
select dataset, columns from ledger.placings where "placing" = 'key'
