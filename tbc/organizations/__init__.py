"""Organizations, company accounts and end users: history that survives people (SPEC §5)."""
