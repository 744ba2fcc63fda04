-- Takes the view of a dataset away that has no import that counts.
drop view if exists {view}
