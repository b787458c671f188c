"""Pages as each of the cast opens them. Zhao may read, Qian holds no role."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from zhenggai.findings.models import Recognition

KEY = "test-form-key-{:04d}"


class Visitor(Client):
    """A browser that fills in forms: every POST carries a fresh form key unless it brings one."""

    sent = 0

    def act(self, path: str, version: int | None = None, *, part: bool = False, **fields: Any) -> Any:
        Visitor.sent += 1
        body = {"form_key": KEY.format(Visitor.sent)} | ({"version": version} if version else {}) | fields
        return self.post(path, body, headers={"HX-Request": "true"} if part else None)


@pytest.fixture
def lin(cast: Cast) -> Visitor:
    return _signed_in(cast.lin)


@pytest.fixture
def zhao(cast: Cast) -> Visitor:
    return _signed_in(cast.zhao)


@pytest.fixture
def qian(cast: Cast) -> Visitor:
    return _signed_in(cast.qian)


@pytest.fixture
def page_of(lin: Visitor, recognition: Recognition) -> Callable[[str], str]:
    """The address of a page of Lin's review."""
    return lambda rest="": f"/readings/{recognition.pk}/{rest}"


def _signed_in(user: Any) -> Visitor:
    visitor = Visitor()
    visitor.force_login(user)
    return visitor


def text_of(response: Any) -> str:
    """What a person reads on a page: no tags, blanks folded."""
    without_tags = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(without_tags.split())
