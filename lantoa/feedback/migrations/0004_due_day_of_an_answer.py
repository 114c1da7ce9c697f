"""Until when an answer was owed stood on its case alone, which gets another day when its sender has it opened again."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """The day of the case where it was not opened again since; else the day of the line that the answer met."""
    Answer, Obligation = apps.get_model("feedback", "Answer"), apps.get_model("ledger", "Obligation")
    cases = {"subject_type__app_label": "feedback", "subject_type__model": "case", "kind": "answer", "part": ""}
    for row in Answer.objects.filter(sent_at__isnull=False).select_related("case").only(
        "sent_at", "unit_id", "case__due_on", "case__reopened_at"
    ):
        again = row.case.reopened_at
        if again is None or row.sent_at >= again:
            row.due_on = row.case.due_on
        else:
            met = Obligation.objects.filter(subject_id=row.case_id, unit_id=row.unit_id, **cases)
            row.due_on = met.values_list("due_on", flat=True).first()
        row.save(update_fields=["due_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0003_case_by_unit_and_moment"),
        ("ledger", "0006_answers_and_postings"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.AddField("answer", "due_on", models.DateField(blank=True, null=True, verbose_name="hạn khi gửi")),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
