"""What every room leans on and none owns."""
