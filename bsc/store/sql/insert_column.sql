-- Writes one column of an import.
insert into ledger.import_columns values (?, ?, ?, ?, ?, ?)
