"""A paper whose edition was replaced may be read again; only while it waits it is there once."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0002_undo"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="recognition", name="document_read_once"),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("sha256",), name="document_waits_once"
            ),
        ),
    ]
