-- Takes the review $id away and gives when it was made; no row comes back when there is none.
delete from ledger.reviews where id = $id returning "at"
