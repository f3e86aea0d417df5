"""What is read of partners and dealers."""
