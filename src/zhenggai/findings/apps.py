"""The app of plans and their findings."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "zhenggai.findings"
    verbose_name = "整改方案"
