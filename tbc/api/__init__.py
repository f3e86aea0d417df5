"""The JSON API of the vendor's order system: tokens with scopes, OpenAPI, problems with stable codes (API-1)."""
