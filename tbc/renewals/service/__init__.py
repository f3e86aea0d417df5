"""What is done with renewals: chosen, quoted, ordered, paid, cancelled, reminded of."""
