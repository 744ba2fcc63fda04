-- Takes away what was said about the headers $fingerprint of dataset $dataset.
delete from ledger.mappings where fingerprint = $fingerprint and dataset = $dataset
