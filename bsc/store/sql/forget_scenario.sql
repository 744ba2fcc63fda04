-- Takes the scenario $id away and gives when it was made; no row comes back when there is none.
delete from ledger.scenarios where id = $id returning "at"
