-- A row is one cell or line of import ? that could not be kept.
select line, "column", text, reason from ledger.rejects where import = ? order by line, "column"
