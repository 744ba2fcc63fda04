-- Lets no row of {rows} count, before it is said anew which ones do.
update {rows} set _live = false where _live
