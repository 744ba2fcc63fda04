-- A row is one earlier import whose rows would stop counting, and how many of them.
select r._import as import, i.file, i.at, count(*) as rows
from {rows} as r
join ledger.imports as i on i.id = r._import
where r._live and {unit} in (select _unit from touched)
group by all
order by import
