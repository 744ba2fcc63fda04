-- Keeps that an attempt begins, unless it was begun before: then no row comes back.
insert into ledger.sendings by name
select
    $subscription as subscription,
    $destination as destination,
    $due::timestamp as due,
    $attempt::integer as attempt,
    $at::timestamp as "at",
    $outcome as outcome,
    '' as note,
    '' as mark
where not exists (
    select 1
    from ledger.sendings
    where subscription = $subscription and destination = $destination and due = $due and attempt >= $attempt
)
returning attempt
