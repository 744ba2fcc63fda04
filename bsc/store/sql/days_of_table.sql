-- One row: how many days {table} has.
select count(distinct "day") as days from {table}
