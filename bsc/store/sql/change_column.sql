-- Changes a column's type; every value in it fits the new one.
alter table {rows} alter column {column} set data type {type}
