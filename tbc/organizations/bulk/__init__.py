"""Many end users from a sheet: its columns, its rows, and how they compare with what is kept already (ORG-7)."""
