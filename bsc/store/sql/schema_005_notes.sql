-- Schema step 5: remarks on KPIs and days, and scenarios: drafts of targets and weights that are not in force.
create table ledger.notes (
    id bigint primary key,
    kpi varchar not null,
    "day" date not null,
    text varchar not null,
    who varchar not null,
    "at" timestamp not null,
    withdrawn_at timestamp,
    withdrawn_by varchar
);

create table ledger.scenarios (
    id varchar primary key,
    document varchar not null,
    who varchar not null,
    "at" timestamp not null
);
