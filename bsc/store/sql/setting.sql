-- One row at most: the setting ?.
select value from ledger.settings where name = ?
