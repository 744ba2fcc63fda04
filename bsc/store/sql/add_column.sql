-- Adds a column; it is empty in the rows that are there.
alter table {rows} add column {column} {type}
