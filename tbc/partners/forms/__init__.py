"""The forms of partners and dealers."""
