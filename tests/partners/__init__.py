"""Partners: single sign-on and dealers."""
