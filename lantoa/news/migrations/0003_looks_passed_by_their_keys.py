from typing import Any

from django.db import migrations, models


def name_the_looks(apps: Any, editor: Any) -> None:
    """Articles on their way had passed as many looks of their category as were counted."""
    for article in apps.get_model("news", "Article").objects.filter(step__gt=0, review_state="submitted"):
        steps = apps.get_model("news", "CategoryStep").objects.filter(category=article.category_id)
        article.passed_steps = list(steps.order_by("order", "pk").values_list("pk", flat=True)[: article.step])
        article.save(update_fields=["passed_steps"])


class Migration(migrations.Migration):
    dependencies = [("news", "0002_signatures_and_decorative_pictures")]

    operations = [
        migrations.AddField("article", "passed_steps", models.JSONField(default=list, editable=False)),
        migrations.RunPython(name_the_looks, migrations.RunPython.noop),
        migrations.RemoveField("article", "step"),
    ]
