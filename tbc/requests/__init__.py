"""What somebody asks of staff, and until when it is answered: one queue for all kinds (DLV-5, DLV-6, LIC-2, CON-2)."""
