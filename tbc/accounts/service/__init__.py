"""What people do with their accounts: one module per subject. Acts flush and never commit."""
