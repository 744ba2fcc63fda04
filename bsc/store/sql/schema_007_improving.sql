-- Schema step 7: notes on anything, with what they said before; reviews; comments put to touchpoints; what was notified.
alter table ledger.notes add column uid varchar;

update ledger.notes set uid = replace(cast(uuid() as varchar), '-', '');

alter table ledger.notes add column kind varchar default 'kpi';

alter table ledger.notes rename column kpi to subject;

create table ledger.wordings (note bigint not null, text varchar not null, who varchar not null, "at" timestamp not null);

create table ledger.reviews (id varchar not null, document varchar not null, who varchar not null, "at" timestamp not null);

create table ledger.tags (
    dataset varchar not null,
    comment varchar not null,
    "day" date,
    touchpoint varchar not null,
    who varchar not null,
    "at" timestamp not null
);

create table ledger.told (subscription varchar not null, event varchar not null, "at" timestamp not null);
