"""Orders from a sheet: rows are read, judged, shown, and entered all at once or only the good ones (ORD-1)."""
