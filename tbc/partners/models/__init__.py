"""The tables of partners: linked identities and their sessions, dealers and their chain."""
