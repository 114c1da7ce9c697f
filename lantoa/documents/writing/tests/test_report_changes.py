"""What a report says otherwise than its last printing."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.writing.report_changes import differences, snapshot
from lantoa.documents.writing.report_content import Narrative, ReportContent
from lantoa.documents.writing.tests.report_samples import sample_report

pytestmark = pytest.mark.pure
texts = st.dictionaries(st.sampled_from("abc"), st.text("x y\n.", max_size=30), max_size=3)


def content(parts):
    return ReportContent(narratives=[Narrative(key, 1, key, text) for key, text in parts.items()])


def kept(report):
    """The snapshot as it comes back from the database."""
    return json.loads(json.dumps(snapshot(report)))


@given(texts)
def test_a_report_does_not_differ_from_itself(parts):
    assert not differences(kept(content(parts)), content(parts))


@given(texts, texts)
def test_what_was_kept_and_what_is_new_make_up_the_text(before, after):
    changes = differences(kept(content(before)), content(after))
    for key, text in after.items():
        old, new = Counter(lines(before.get(key, ""))), Counter(lines(text))
        added, removed = changes.added.get(key, Counter()), Counter(changes.removed.get(key, []))
        assert old + added == new + removed
        assert not added & removed


def lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_a_moved_paragraph_is_no_change():
    assert not differences(kept(content({"a": "một\nhai"})), content({"a": "hai\nmột"}))


def test_figures_compare_as_they_are_printed():
    report = sample_report()
    same = [replace(group, figures=[replace(one, note="khác") for one in group.figures]) for group in report.groups]
    assert not differences(kept(report), sample_report(groups=same))


def test_figures_and_headings_that_are_gone_are_named():
    changes = differences(kept(sample_report()), sample_report(groups=[], narratives=[]))
    assert changes.names["hn"] == "Số hội nghị, cuộc họp"
    assert changes.names["3"] == "Hội nghị"
    assert changes.removed["3"] == ["Tổ chức 120 hội nghị."]


def test_a_snapshot_of_another_kind_is_not_compared():
    assert not differences({}, sample_report())
