"""Every route of the portal against every kind of person: who gets what, which methods, at which price."""
