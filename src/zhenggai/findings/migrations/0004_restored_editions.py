"""An earlier edition may be made the current one again: as a new edition of the same paper."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_way_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="planedition",
            name="restores",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restored_by",
                to="findings.planedition",
            ),
        ),
        migrations.AddField(
            model_name="planedition",
            name="reason",
            field=models.TextField(blank=True, default="", verbose_name="理由"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="planedition",
            name="recognition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="findings.recognition"
            ),
        ),
        migrations.AddConstraint(
            model_name="planedition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("restores", None)), fields=("recognition",), name="recognition_confirmed_once"
            ),
        ),
    ]
