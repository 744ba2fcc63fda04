-- One row: the document of version ?.
select document from ledger.definitions where version = ?
