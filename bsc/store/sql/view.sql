-- A row of the view is one row of the dataset that counts.
create or replace view {view} as select {columns} from {rows} where _live
