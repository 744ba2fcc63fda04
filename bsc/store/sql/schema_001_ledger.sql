-- Schema step 1: what is kept beside the rows themselves. `rows` holds one table per dataset, `dataset` one view.
create schema ledger;
create schema "rows";
create schema dataset;

create table ledger.schema_steps (step integer not null, "at" timestamp not null);

create table ledger.settings (name varchar not null, value varchar not null);

create table ledger.journal (
    id bigint not null,
    "at" timestamp not null,
    who varchar not null,
    action varchar not null,
    subject varchar not null,
    note varchar not null
);

create table ledger.definitions (
    version bigint not null,
    "at" timestamp not null,
    who varchar not null,
    note varchar not null,
    document varchar not null
);

create table ledger.imports (
    id bigint not null,
    dataset varchar not null,
    file varchar not null,
    table_name varchar not null,
    sha256 varchar not null,
    reading varchar not null,
    "at" timestamp not null,
    who varchar not null,
    first_day date,
    last_day date,
    covers_from date,
    covers_to date,
    rows bigint not null,
    replaced bigint not null,
    dropped bigint not null,
    rejects bigint not null,
    undone_at timestamp,
    undone_by varchar
);

create table ledger.import_columns (
    import bigint not null,
    position integer not null,
    name varchar not null,
    label varchar not null,
    type varchar not null,
    filled boolean not null
);

create table ledger.rejects (
    import bigint not null,
    line bigint,
    "column" varchar not null,
    text varchar not null,
    reason varchar not null
);

create table ledger.dropped (import bigint not null, line bigint, reason varchar not null, text varchar not null);

create table ledger.placings (dataset varchar not null, "placing" varchar not null, columns varchar[] not null);
