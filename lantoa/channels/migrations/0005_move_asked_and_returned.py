"""Who asked for release and who gave back stood in the posting's options, by number and by name."""

import datetime as dt

from django.db import migrations


def move(apps, schema_editor):
    """Into columns. Of who gave back only the name was kept: the audit knows the person."""
    Posting, Entry = apps.get_model("channels", "Posting"), apps.get_model("audit", "Entry")
    User = apps.get_model("accounts", "User")
    returns = Entry.objects.filter(action="posting_returned").order_by("-at")
    for row in Posting.objects.only("options", "created_by_id").iterator():
        asked, returned = row.options.pop("asked", None), row.options.pop("returned", None)
        if not (asked or returned):
            continue
        if asked:
            by = User.objects.filter(pk=asked.get("by")).first()
            row.asked_by_id = by.pk if by else row.created_by_id
            row.asked_at = dt.datetime.fromisoformat(asked["at"])
        else:
            who = None if returned.get("name") == "hệ thống" else returns.filter(object_id=row.pk).first()
            row.returned_by_id = who.actor_id if who else None
            row.returned_at = dt.datetime.fromisoformat(returned["at"])
            row.return_note = returned.get("note", "")
        row.save(update_fields=["options", "asked_by", "asked_at", "returned_by", "returned_at", "return_note"])


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0004_asked_and_returned"),
        ("audit", "0001_initial"),
        ("accounts", "0004_cache_table"),
    ]
    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
