"""Acts on transfers: importing, matching, deciding, and what follows once an invoice is paid."""
