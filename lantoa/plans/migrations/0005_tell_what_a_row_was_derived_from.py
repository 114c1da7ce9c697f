import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_remember_what_was_asked")]

    operations = [
        migrations.AddField(
            model_name="plantask",
            name="derived_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="derived",
                to="plans.plantask",
            ),
        ),
    ]
