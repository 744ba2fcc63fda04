-- One row at most: a row of {rows} that counts.
select 1 as one from {rows} where _live limit 1
