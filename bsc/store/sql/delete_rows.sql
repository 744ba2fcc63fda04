-- Takes the rows of the imports {imports} out of {rows}.
delete from {rows} where _import in ({imports})
