-- Schema step 4: which rollups there are, whose tables lie in the schema `rollup`, and which of their days were touched
-- since they were built.
create schema rollup;

create table ledger.rollups (
    id bigint not null,
    dataset varchar not null,
    reads varchar[] not null,
    fingerprint varchar not null,
    spec varchar not null,
    "day" varchar not null,
    source varchar not null,
    derived varchar not null,
    tables varchar[] not null,
    cells bigint not null,
    rows bigint not null,
    made_at timestamp not null
);

create table ledger.rollup_days (rollup bigint not null, "day" date not null);
