"""How the cells of a sheet look, as far as it helps the eye beside a record: sizes, fills, edges, number formats."""
