-- One row: how many rows of import ? count in {rows}.
select count(*) as rows from {rows} where _import = ? and _live
