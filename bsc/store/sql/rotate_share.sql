-- Gives the share link $id another secret: what had the old one opens nothing any more.
update ledger.shares set hash = $hash where id = $id
