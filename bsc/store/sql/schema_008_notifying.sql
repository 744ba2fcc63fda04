-- Schema step 8: who is told of what has come about, and of what each destination was told, or is to be.
create table ledger.notifications (
    id varchar not null,
    document varchar not null,
    who varchar not null,
    "at" timestamp not null
);

drop table ledger.told;

create table ledger.told (
    notification varchar not null,
    destination varchar not null,
    event varchar not null,
    seen timestamp not null,
    outcome varchar not null,
    attempt integer not null,
    "at" timestamp not null,
    note varchar not null
);
