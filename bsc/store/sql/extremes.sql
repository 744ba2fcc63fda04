-- One row: the least and the greatest value of a column.
select min({column}) as low, max({column}) as high from {table}
