-- forgets what was counted of periods; ?: their grains and first days
delete from $counted where row("grain", "start") in (select row(unnest(?::varchar[]), unnest(?::date[])))
