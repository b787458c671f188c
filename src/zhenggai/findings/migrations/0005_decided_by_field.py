"""A changed finding may be decided field by field."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0004_restored_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="fields",
            field=models.JSONField(default=dict),
        ),
    ]
