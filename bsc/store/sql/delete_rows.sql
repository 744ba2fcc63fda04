-- Takes the rows of import ? out of {rows}.
delete from {rows} where _import = ?
