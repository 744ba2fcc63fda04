-- Keeps a review; $at is when it was first made.
insert into ledger.reviews (id, document, who, "at") values ($id, $document, $who, $at)
