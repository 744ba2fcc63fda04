-- One row at most: what was said about the headers ? of dataset ?.
select rename, answers, keep_personal from ledger.mappings where fingerprint = ? and dataset = ?
