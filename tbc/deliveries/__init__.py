"""Deliveries: what is shipped, the two mails, the delivery site, the certificate (DLV)."""
