"""What staff type about documents."""
