-- Makes the empty list of the incoming rows that the dataset cannot take.
create or replace temp table unfit (line bigint, "column" varchar, text varchar, reason varchar)
