-- Keeps a new share link; the parameters are named after the columns. Of its secret only the hash is kept.
insert into ledger.shares by name
select
    $id as id,
    $name as name,
    $note as note,
    $hash as hash,
    $kind as kind,
    $shown as shown,
    $passphrase as passphrase,
    $snapshot as snapshot,
    $as_of::date as as_of,
    $at::timestamp as made_at,
    $who as made_by,
    $expires_at::timestamp as expires_at,
    0 as opened,
    $figures as figures
