-- One row: how many incoming rows there are, how many of them belong to a unit, and the first and last of {days}.
select count(*) as rows, count({unit}) as placed, min({days}) as first_day, max({days}) as last_day from incoming
