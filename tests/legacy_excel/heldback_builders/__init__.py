"""Build the held-back workbooks: forms as dealers and users rebuilt them, each with its oracle."""
