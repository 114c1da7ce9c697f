"""Addresses of the workspace in a notice's words, also where the words are cut."""

import pytest
from django.template import Context, Template

from lantoa.notices import links

ADDRESS = "/lam-viec/bao-cao/123/?muc=4"


@pytest.mark.parametrize("before", range(370, 402))
def test_a_long_note_is_never_cut_within_an_address(before: int) -> None:
    note = f"{'a' * before} {ADDRESS} {'b ' * 200}"
    page = Template("{% load notices %}{{ note|linked:400 }}").render(Context({"note": note}))
    mail = Template("{% load notices %}{{ note|spelled_out:400 }}").render(Context({"note": note}))
    whole = page.count(f'href="{ADDRESS.replace("&", "&amp;")}"')
    assert (page.count("/lam-viec"), mail.count("/lam-viec")) == (whole, whole)
    assert whole == (before < 397)
    assert page.endswith(" …")


def test_a_short_note_is_left_as_it_is() -> None:
    note = f"Sửa <b> rồi gửi lại: {ADDRESS}"
    assert links.cut(note, len(note)) == note
    assert links.linked(note) == f'Sửa &lt;b&gt; rồi gửi lại: <a href="{ADDRESS}">mở trang này</a>'


def test_words_are_cut_at_their_end() -> None:
    assert links.cut("Sửa số người dự hội nghị", 14) == "Sửa số người …"
