-- Keeps a scenario; $at is when it was first made.
insert into ledger.scenarios (id, document, who, "at") values ($id, $document, $who, $at)
