"""Reading organizations: what somebody may see of them, and what they are there."""
