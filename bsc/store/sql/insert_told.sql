-- Keeps that an event was seen; the parameters are named after the columns.
insert into ledger.told by name
select
    $notification as notification,
    $destination as destination,
    $event as event,
    $seen::timestamp as seen,
    $outcome as outcome,
    $attempt::integer as attempt,
    $at::timestamp as "at",
    $note as note
