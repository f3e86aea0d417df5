"""The staff's page of mails: what became of each, and sending a failed one again."""

from __future__ import annotations

from flask import Blueprint

room = Blueprint("mail", __name__)
