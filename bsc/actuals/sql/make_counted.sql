-- makes the table of what was counted ahead
create table $counted (
    "part" integer not null,
    "grain" varchar not null,
    "start" date not null,
    "dimension" varchar not null,
    "value" varchar not null,
    "result" double
)
