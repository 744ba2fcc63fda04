-- Keeps a new token; the parameters are named after the columns. Of the token itself only its hash is kept.
insert into ledger.tokens by name
select
    $id as id,
    $name as name,
    $hash as hash,
    $datasets::varchar[] as datasets,
    $at::timestamp as made_at,
    $who as made_by
