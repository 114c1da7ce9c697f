from django.db import models


class SearchEntry(models.Model):
    """One thing that readers can find: what it is called, what it says, where it stands. `title_folded` and `folded`
    are what the full-text index holds (`search.index`); a row is here only while readers may open its page.

    The engine's own index follows this table by itself (migrations 0002, 0003): on SQLite by triggers, which a
    migration that remakes the table must make again; on PostgreSQL by a generated column, `document`.
    """

    kind = models.CharField(max_length=30)  # "article", "legal", "unit" … : the room that put it in knows
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=400)
    unit_name = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    title_folded = models.CharField(max_length=400)
    folded = models.TextField(blank=True)

    class Meta:
        verbose_name = "mục tìm được"
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once"),)

    def __str__(self) -> str:
        return self.title


class KnownWord(models.Model):
    """A folded word that stands in some entry, or stood there: what a mistyped word may have been meant as."""

    word = models.CharField(primary_key=True, max_length=20)

    class Meta:
        verbose_name = "từ đã có"

    def __str__(self) -> str:
        return self.word
