"""Organizations: people, rights, domains, merge, recovery."""
