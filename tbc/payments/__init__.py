"""What the bank says came in, and which invoice it settles (PAY)."""
