"""Reading documents and invoices: those that serve a view take the actor and see only what the actor may see."""
