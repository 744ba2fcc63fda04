-- Takes a comment from a touchpoint; no row comes back when it was not there.
delete from ledger.tags where dataset = $dataset and comment = $comment and touchpoint = $touchpoint returning comment
