-- Schema step 2: what a person once said about a header set, so that the next file of that kind maps itself.
create table ledger.mappings (
    fingerprint varchar not null,
    dataset varchar not null,
    rename varchar not null,
    answers varchar not null,
    keep_personal varchar not null,
    "at" timestamp not null,
    who varchar not null
);
