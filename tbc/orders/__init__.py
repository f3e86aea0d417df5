"""Orders: a purchase order quotes a reception number, and the application becomes the contract (ORD)."""
