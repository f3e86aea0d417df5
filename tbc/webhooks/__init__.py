"""Webhooks: what the portal tells other systems, signed, in order, until they have heard it (API-1)."""
