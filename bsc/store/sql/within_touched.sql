-- A condition: {which}, and of a touched unit, in one portion of the units.
{which} and {portion} and {unit} in (select _unit from temp.main.touched where {touched_portion})
