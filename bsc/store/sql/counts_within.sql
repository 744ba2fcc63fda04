-- One row at most: a row of {rows} of an import after ? that counts on a day from ? to ?.
select 1 as one from {rows} where _live and _import > ? and {unit} between ? and ? limit 1
