-- Writes the incoming rows that the dataset cannot take into the rejects of import $import.
insert into ledger.rejects select $import, line, "column", text, reason from unfit order by line
