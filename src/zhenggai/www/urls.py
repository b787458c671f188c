"""The addresses of all pages."""

from __future__ import annotations

from django.urls import path, register_converter

from zhenggai.www import (
    confirming,
    corrections,
    door,
    downloads,
    editions,
    finding,
    health,
    home,
    ledger,
    paper,
    review,
    upload,
)


class KeyConverter:
    """The key of a finding under review, e.g. f12, or about for the document itself."""

    regex = "f[0-9]{1,6}|about"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RowConverter:
    """The number of a row: no more digits than a database counts."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class PointConverter:
    """What a point of the health report says, as 16 hexadecimal digits."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "key")
register_converter(PointConverter, "point")
register_converter(RowConverter, "row")

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-in/<str:secret>/", door.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("upload/", upload.upload, name="upload"),
    path("readings/", home.readings, name="readings"),
    path("readings/<row:pk>/", review.review, name="review"),
    path("readings/<row:pk>/undo/", corrections.undo, name="undo"),
    path("readings/<row:pk>/add/", corrections.add, name="add_finding"),
    path("readings/<row:pk>/<key:key>/merge/", corrections.merge, name="merge"),
    path("readings/<row:pk>/<key:key>/split/", corrections.split, name="split"),
    path("readings/<row:pk>/<key:key>/drop/", corrections.drop, name="drop"),
    path("readings/<row:pk>/<key:key>/<slug:name>/", corrections.correct, name="correct"),
    path("readings/<row:pk>/notices/<row:notice>/", corrections.answer, name="answer_notice"),
    path("readings/<row:pk>/points/<point:point>/", corrections.answer_point, name="answer_point"),
    path("readings/<row:pk>/history/", review.history, name="history"),
    path("readings/<row:pk>/plan/", confirming.link, name="link"),
    path("readings/<row:pk>/difference/", confirming.difference, name="difference"),
    path("readings/<row:pk>/difference/<str:item>/", confirming.pair, name="pair"),
    path("readings/<row:pk>/confirm/", confirming.confirm, name="confirm"),
    path("readings/<row:pk>/discard/", confirming.discard, name="discard"),
    path("readings/<row:pk>/health/", health.health, name="health"),
    path("readings/<row:pk>/health.docx", downloads.health_docx, name="health_docx"),
    path("readings/<row:pk>/health.html", downloads.health_html, name="health_html"),
    path("plans/", home.plans, name="plans"),
    path("plans/<row:pk>/", ledger.ledger, name="ledger"),
    path("plans/<row:pk>/editions/", editions.editions, name="editions"),
    path("plans/<row:pk>/editions/<row:number>/restore/", editions.restore, name="restore"),
    path("plans/<row:pk>/ledger.xlsx", downloads.ledger_xlsx, name="ledger_xlsx"),
    path("plans/<row:pk>/health/", health.ledger_health, name="ledger_health"),
    path("plans/<row:pk>/health.docx", downloads.ledger_health_docx, name="ledger_health_docx"),
    path("plans/<row:pk>/health.html", downloads.ledger_health_html, name="ledger_health_html"),
    path("plans/<row:pk>/source/", paper.ledger_source, name="ledger_source"),
    path("findings/<row:pk>/", finding.finding, name="finding"),
    path("findings/<row:pk>/source/", paper.finding_source, name="finding_source"),
]
