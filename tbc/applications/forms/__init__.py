"""Forms of the application steps: drawn from the record's table of fields, so that names are the record's paths."""
