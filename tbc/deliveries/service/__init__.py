"""Acts on deliveries: bringing codes into the stock, shipping, new passwords, signing in at the delivery site."""
