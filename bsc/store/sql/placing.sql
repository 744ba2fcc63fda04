-- One row at most: by what the rows of dataset ? are replaced.
select "placing", columns from ledger.placings where dataset = ?
