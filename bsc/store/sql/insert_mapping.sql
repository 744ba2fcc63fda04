-- Keeps what was said about the headers $fingerprint of dataset $dataset.
insert into ledger.mappings
values ($fingerprint, $dataset, $rename, $answers, $keep_personal, $at, $who, $headers)
