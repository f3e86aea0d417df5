"""Acts on organizations, company accounts and end users: they flush, and the request commits."""
