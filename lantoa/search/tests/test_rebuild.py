from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lantoa.search import index
from lantoa.search.entry import Entry

pytestmark = pytest.mark.django_db


def test_the_index_is_made_anew_from_what_is_public_now(kinds: dict[str, list[Entry]]):
    index.put(kind="leaflet", key="gone", title="Học phí cũ", url="/cu/")
    kinds["leaflet"] = [Entry("leaflet", 1, "Học phí mới", "/1/"), Entry("leaflet", 2, "Học bổng", "/2/")]
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert [hit.url for hit in index.find("học phí").page] == ["/1/"]
    assert said.getvalue().splitlines() == ["Tờ rơi: 2", "Đường phố: 0"]


def test_only_the_kinds_asked_for_are_made_anew(kinds: dict[str, list[Entry]]):
    index.put(kind="street", key="1", title="Phố Huế", url="/p/")
    call_command("rebuild_search", "leaflet", stdout=StringIO())
    assert index.find("phố").total == 1


def test_an_unknown_kind_is_refused_in_one_sentence():
    with pytest.raises(CommandError, match="Không có loại tranh") as refused:
        call_command("rebuild_search", "tranh")
    assert refused.value.returncode == 2
