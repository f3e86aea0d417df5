"""What becomes of a license: new ends, quantities, windows (LIC-1, CON-1)."""

from __future__ import annotations
