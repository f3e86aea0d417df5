"""Acts on the catalogue: products, their prices and files, supplements, and what sheets say (CAT-3)."""
