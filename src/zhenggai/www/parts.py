"""One address serves a whole page, or to a script the part of it that changed."""

from __future__ import annotations

from django.http import HttpRequest


def wants_part(request: HttpRequest) -> bool:
    """Whether a script of ours asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"
