"""Each statement has a name of its own."""

import reftel.record.documents.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("record", "0003_name_statements"),
    ]

    operations = [
        migrations.AlterField(
            model_name="statementrow",
            name="uid",
            field=models.CharField(default=reftel.record.documents.models.new_uid, max_length=32, unique=True),
        ),
    ]
