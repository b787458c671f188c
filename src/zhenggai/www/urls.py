"""The addresses of all pages."""

from __future__ import annotations

from django.urls import path, register_converter

from zhenggai.www import (
    confirming,
    corrections,
    door,
    downloads,
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


register_converter(KeyConverter, "key")

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-in/<str:secret>/", door.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("upload/", upload.upload, name="upload"),
    path("readings/", home.readings, name="readings"),
    path("readings/<int:pk>/", review.review, name="review"),
    path("readings/<int:pk>/undo/", corrections.undo, name="undo"),
    path("readings/<int:pk>/add/", corrections.add, name="add_finding"),
    path("readings/<int:pk>/<key:key>/merge/", corrections.merge, name="merge"),
    path("readings/<int:pk>/<key:key>/split/", corrections.split, name="split"),
    path("readings/<int:pk>/<key:key>/drop/", corrections.drop, name="drop"),
    path("readings/<int:pk>/<key:key>/<slug:name>/", corrections.correct, name="correct"),
    path("readings/<int:pk>/notices/<int:notice>/", corrections.answer, name="answer_notice"),
    path("readings/<int:pk>/plan/", confirming.link, name="link"),
    path("readings/<int:pk>/difference/", confirming.difference, name="difference"),
    path("readings/<int:pk>/difference/<str:item>/", confirming.pair, name="pair"),
    path("readings/<int:pk>/confirm/", confirming.confirm, name="confirm"),
    path("readings/<int:pk>/discard/", confirming.discard, name="discard"),
    path("readings/<int:pk>/health/", health.health, name="health"),
    path("readings/<int:pk>/health.docx", downloads.health_docx, name="health_docx"),
    path("readings/<int:pk>/health.html", downloads.health_html, name="health_html"),
    path("plans/", home.plans, name="plans"),
    path("plans/<int:pk>/", ledger.ledger, name="ledger"),
    path("plans/<int:pk>/ledger.xlsx", downloads.ledger_xlsx, name="ledger_xlsx"),
    path("plans/<int:pk>/health/", health.ledger_health, name="ledger_health"),
    path("plans/<int:pk>/source/", paper.ledger_source, name="ledger_source"),
    path("findings/<int:pk>/", finding.finding, name="finding"),
    path("findings/<int:pk>/source/", paper.finding_source, name="finding_source"),
]
