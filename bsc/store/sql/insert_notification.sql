-- Keeps a notification; the parameters are named after the columns.
insert into ledger.notifications by name
select $id as id, $document as document, $who as who, $at::timestamp as "at"
