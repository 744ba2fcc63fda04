-- A row is one incoming row that the dataset cannot take; the first ? of them.
select line, "column", text, reason from unfit order by line limit ?
