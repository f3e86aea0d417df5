"""Acts on orders: entering them by a reception number, correcting where they are delivered to, cancelling them."""
