"""The table of the default cache, on either engine, so that `migrate` alone makes a site that runs. It is made whatever
cache the site has today: one that leaves Redis finds it there."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sign_in")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
