-- One row: the first and last day that the incoming rows lie on.
select cast(min({time}) as date) as first_day, cast(max({time}) as date) as last_day from incoming
