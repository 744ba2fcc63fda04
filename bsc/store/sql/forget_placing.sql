-- Takes away by what the rows of dataset ? were replaced.
delete from ledger.placings where dataset = ?
