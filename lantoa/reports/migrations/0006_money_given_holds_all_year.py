from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The standard indicator of the money given for a year, where an office has it already."""
    indicators = apps.get_model("reports", "Indicator").objects.filter(code="KP-GIAO", how="typed")
    indicators.update(holds_all_year=True)


class Migration(migrations.Migration):
    dependencies = (("reports", "0005_returned_reports_and_parts_of_templates"),)
    operations = (migrations.RunPython(mark, migrations.RunPython.noop),)
