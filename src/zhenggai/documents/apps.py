"""The app of papers."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhenggai.documents"
    verbose_name = "文件"
