-- The review $id as it is kept; no row when there is none.
select document from ledger.reviews where id = $id
