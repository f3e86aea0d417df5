"""What a delivery needs: codes per line, passwords, days (DLV-1, DLV-3)."""

from __future__ import annotations
