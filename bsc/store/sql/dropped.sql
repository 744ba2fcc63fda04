-- A row is one line of import ? that was set apart because it is not data.
select line, reason, text from ledger.dropped where import = ? order by line
