"""The license agreement (使用許諾契約書) of a renewal: its version is the day from which it holds."""

from __future__ import annotations

# Each has its text in templates/renewals/agreement/<version>.<language>.html, which is never edited again.
VERSIONS = ("2026-10-01",)
VERSION = VERSIONS[0]
