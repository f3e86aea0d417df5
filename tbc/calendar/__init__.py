"""The vendor's calendar: on which days business is done (CON-1, DLV-5, BIL-1)."""
