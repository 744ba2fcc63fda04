-- Copies those rows of a ledger's table {source} into {target} for which {which} holds.
insert into {target} by name select * from {source} where {which}
