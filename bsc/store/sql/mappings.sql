-- A row is what was said about one header set of dataset ?, newest first.
select rename, answers, keep_personal, headers
from ledger.mappings
where dataset = ? and len(headers) > 0
order by "at" desc
