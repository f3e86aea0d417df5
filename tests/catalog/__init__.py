"""The catalogue: products, supplements, their import."""
