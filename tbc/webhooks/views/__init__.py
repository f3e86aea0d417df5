"""The staff's pages of webhooks; importing a module of these adds its routes."""

from tbc.webhooks.views import acts, endpoints, messages
from tbc.webhooks.views.room import room

__all__ = ["acts", "endpoints", "messages", "room"]
