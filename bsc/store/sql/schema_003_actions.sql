-- Schema step 3: many files as one import action, what a column's values were like, headers of a mapping, API tokens.
alter table ledger.imports add column action bigint;

update ledger.imports set action = id;

alter table ledger.import_columns add column note varchar;

alter table ledger.import_columns add column low double;

alter table ledger.import_columns add column high double;

alter table ledger.mappings add column headers varchar[];

create table ledger.tokens (
    id varchar not null,
    name varchar not null,
    hash varchar not null,
    datasets varchar[] not null,
    made_at timestamp not null,
    made_by varchar not null,
    last_used timestamp,
    revoked_at timestamp
);
