"""What a page may send. Every field is named here; one that is not is an error, never passed over (V39)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict

from zhenggai.www.labels import LABELS, ROLE_WORDS

CSRF_FIELD = "csrfmiddlewaretoken"
TYPED = LABELS | {"value": "内容", "reason": "理由", "text": "处理意见"}


class StrictForm(forms.Form):
    """A form that knows all its fields and refuses any other."""

    @classmethod
    def of_query(cls, request: HttpRequest, **named: Any) -> Self:
        """From the address line. Raises BadRequest for an unknown parameter or a value that is not offered."""
        form = cls(request.GET, **named)
        form._refuse_unknown(request.GET)
        form._refuse_repeated(request.GET)
        form._refuse_invalid()
        return form

    @classmethod
    def of_post(cls, request: HttpRequest, **named: Any) -> Self:
        """From a body. Raises BadRequest for an unknown field, a missing one, or a value that does not fit."""
        form = cls(request.POST, request.FILES or None, **named)
        form._refuse_unknown([*request.POST, *request.FILES])
        form._refuse_repeated(request.POST)
        form._refuse_invalid()
        return form

    def _refuse_unknown(self, sent: Iterable[str]) -> None:
        if unknown := set(sent) - set(self.fields) - {CSRF_FIELD}:
            raise BadRequest(f"页面提交了不认识的内容（{'、'.join(sorted(unknown))[:80]}），请刷新页面后重试。")

    def _refuse_repeated(self, sent: QueryDict) -> None:
        for name in sent:
            if len(sent.getlist(name)) > 1 and not isinstance(self.fields.get(name), forms.MultipleChoiceField):
                raise BadRequest(f"页面把“{name[:40]}”提交了两次，请刷新页面后重试。")

    def _refuse_invalid(self) -> None:
        if not self.is_valid():
            field, errors = next(iter(self.errors.as_data().items()))
            label = self.fields[field].label or field if field in self.fields else field
            raise BadRequest(f"“{label}”：{errors[0].messages[0]}")


class ActForm(StrictForm):
    """A form that acts: its key makes it act once."""

    form_key = forms.RegexField(r"\A[A-Za-z0-9_-]{10,64}\Z", label="表单编号")


class VersionedForm(ActForm):
    """A form that changes something that others may change too: it says which version it was opened on."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, label="版本")

    @staticmethod
    def head_of(request: HttpRequest) -> dict[str, Any]:
        """Key and version alone: a form of an older version may hold fields that the present one has not."""
        form = VersionedForm(request.POST)
        form._refuse_repeated(request.POST)
        form._refuse_invalid()
        return form.cleaned_data


class EditionForm(StrictForm):
    """Which edition of a plan; the latest without one."""

    edition = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, label="版次")


def lines(text: str) -> list[str]:
    """A field with one entry per line; empty lines count for nothing."""
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def kept_fields(sent: QueryDict) -> list[tuple[str, str]]:
    """What a person typed, as (label, text), without what the form itself carried."""
    texts = [(_typed_label(name), "\n".join(sent.getlist(name)).strip()) for name in sent]
    return [(label, text) for label, text in texts if label and text]


def _typed_label(name: str) -> str:
    """What a field is called where a person types into it; "" for choices and for what is hidden."""
    if name.startswith("unit_"):
        role = ROLE_WORDS.get(name.removeprefix("unit_"), "")
        return f"{role}单位" if role else ""
    return TYPED.get(name, "")
