"""What a customer holds, and until when: licenses, their codes, parties and changes (LIC, CON)."""
