"""What people type, in any width, made into what is stored (APP-5). Names are never touched."""
