"""Papers that came in. The bytes lie in the store; a row says what they are called and who brought them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """Bytes in the store, once each."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField("大小")
    media_type = models.CharField("类型", max_length=120)
    stored_at = models.DateTimeField()

    class Meta:
        verbose_name = "库存文件"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """A paper as somebody handed it in. The same bytes under two names are two documents and one stored file."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField("文件名", max_length=255)
    received_at = models.DateTimeField("收到时间")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "文件"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"《{self.name}》"
