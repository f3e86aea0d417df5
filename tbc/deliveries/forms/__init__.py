"""What people type at the delivery site and about deliveries."""
