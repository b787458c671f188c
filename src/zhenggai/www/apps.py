"""The app of the pages. At start it makes sure that every page has declared who may see it."""

from django.apps import AppConfig


class WwwConfig(AppConfig):
    name = "zhenggai.www"
    verbose_name = "网页"

    def ready(self) -> None:
        from zhenggai.www import access

        access.register()
