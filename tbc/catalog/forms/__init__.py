"""What is typed about the catalogue: searches, products, prices, files, sheets."""
