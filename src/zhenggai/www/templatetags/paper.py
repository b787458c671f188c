"""Small words of the templates: assets with the nonce, hidden fields of a form, days as they are written."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from zhenggai.core.marking import Piece
from zhenggai.findings.models import Stage
from zhenggai.www.assets import assets
from zhenggai.www.labels import ABOUT_CHOICES
from zhenggai.www.list_parts import rest_of_address
from zhenggai.www.review_parts import PaperPart, Part

register = template.Library()


@register.simple_tag(takes_context=True)
def site_assets(context: dict[str, Any]) -> SafeString:
    """The style sheet and the script of the site, allowed by this answer's nonce."""
    built, nonce = assets("src/site.js"), context["csp_nonce"]
    styles = format_html_join(
        "", '<link rel="stylesheet" href="{}" nonce="{}">', ((style, nonce) for style in built.styles)
    )
    return format_html('{}<script type="module" src="{}" nonce="{}"></script>', styles, built.script, nonce)


@register.simple_tag(takes_context=True)
def form_fields(context: dict[str, Any], version: int | None = None) -> SafeString:
    """What every form carries: the token against foreign sites, its own key, and the version it was opened on."""
    hidden = [("csrfmiddlewaretoken", get_token(context["request"])), ("form_key", secrets.token_urlsafe(16))]
    if version is not None:
        hidden.append(("version", str(version)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)


@register.simple_tag
def largest_upload() -> str:
    """How many bytes a file may have; a script says so before it sends a larger one."""
    return str(settings.MAX_UPLOAD_BYTES)


@register.simple_tag
def to_line(part: PaperPart, line: int, key: str = "") -> str:
    """The address of a line of the paper, on this part of the review or another."""
    return part.to_line(line, key)


@register.simple_tag
def mark_links(part: Part, piece: Piece) -> SafeString:
    """Where a marked piece of the paper leads, and for a script every field on this page that was taken from it."""
    targets = part.here(piece.targets)
    return format_html('href="{}" data-for="{}"', part.to_field(targets[0]), " ".join(targets))


@register.simple_tag(takes_context=True)
def beside_part(context: dict[str, Any]) -> str:
    """What the address of a list asks for beside its part."""
    return rest_of_address(context["request"])


@register.filter
def in_words(day: date | str | None) -> str:
    """A day in running text: 2024年12月31日."""
    return "" if not day else f"{(day := _day(day)).year}年{day.month}月{day.day}日"


@register.filter
def in_table(day: date | datetime | str | None) -> str:
    """A day in a table: 2024-12-31."""
    return "" if not day else _day(day).isoformat()


@register.filter
def moment(at: datetime | None) -> str:
    """A moment in a list: 2024-12-31 09:05."""
    return "" if at is None else localtime(at).strftime("%Y-%m-%d %H:%M")


@register.filter
def stage_words(stage: str) -> str:
    """What an edition is called: 征求意见稿, 正式稿; nothing where the paper does not say."""
    return "" if stage in ("", Stage.UNKNOWN) else str(Stage(stage).label)


@register.filter
def kind_words(kind: str) -> str:
    """What kind of paper it is: 整改方案, 进展情况."""
    return ABOUT_CHOICES["kind"].get(kind, "")


@register.filter
def at(mapping: dict[str, Any], key: str) -> Any:
    """The value under a key; empty if there is none."""
    return mapping.get(key, "")


def _day(day: date | str) -> date:
    if isinstance(day, datetime):
        return localtime(day).date()
    return date.fromisoformat(day) if isinstance(day, str) else day
