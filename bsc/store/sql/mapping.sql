-- One row at most: what was said about the headers ? of dataset ?.
select rename, answers from ledger.mappings where fingerprint = ? and dataset = ?
