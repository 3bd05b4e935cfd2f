"""Names for the statements that are there."""

from typing import Any
from uuid import uuid4

from django.db import migrations

_BATCH = 2000


def name_statements(apps: Any, schema_editor: Any) -> None:
    """Give each statement a name of its own that tells nothing."""
    rows = apps.get_model("record", "StatementRow").objects.using(schema_editor.connection.alias)
    batch = []
    for row in rows.only("pk").order_by("pk").iterator(chunk_size=_BATCH):
        row.uid = uuid4().hex
        batch.append(row)
        if len(batch) == _BATCH:
            rows.bulk_update(batch, ("uid",))
            batch = []
    rows.bulk_update(batch, ("uid",))


class Migration(migrations.Migration):

    dependencies = [
        ("record", "0002_spine"),
    ]

    operations = [
        migrations.RunPython(name_statements, migrations.RunPython.noop),
    ]
