"""What is done with partners and dealers."""
