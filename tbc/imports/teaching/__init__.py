"""How a form is taught: the sheet as it is kept, the definition in the making, what is read by it."""
