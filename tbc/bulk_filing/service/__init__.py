"""Acts on bulk filings: a sheet comes in, its applications are filed, it is forgotten."""
