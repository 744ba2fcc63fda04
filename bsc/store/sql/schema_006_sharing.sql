-- Schema step 6: share links with what frozen ones show, and who is sent a digest when.
create table ledger.shares (
    id varchar not null,
    name varchar not null,
    note varchar not null,
    hash varchar not null,
    kind varchar not null,
    shown varchar not null,
    passphrase varchar,
    snapshot varchar,
    as_of date,
    made_at timestamp not null,
    made_by varchar not null,
    expires_at timestamp,
    revoked_at timestamp,
    opened bigint not null,
    last_opened timestamp,
    figures varchar
);

create table ledger.snapshots (
    id varchar not null,
    contents varchar not null,
    sha256 varchar not null,
    bytes bigint not null,
    made_at timestamp not null
);

create table ledger.snapshot_parts (snapshot varchar not null, part integer not null, content blob not null);

create table ledger.subscriptions (
    id varchar not null,
    document varchar not null,
    who varchar not null,
    "at" timestamp not null
);

create table ledger.sendings (
    subscription varchar not null,
    destination varchar not null,
    due timestamp not null,
    attempt integer not null,
    "at" timestamp not null,
    outcome varchar not null,
    note varchar not null,
    mark varchar not null
);
