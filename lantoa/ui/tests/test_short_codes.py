"""Short addresses are read back as they were made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.ui.short_codes import KINDS, read_code, short_code

pytestmark = pytest.mark.pure


@given(st.sampled_from(sorted(KINDS)), st.integers(min_value=1, max_value=2**48))
def test_a_code_leads_back_to_what_it_was_made_for(kind, key):
    code = short_code(kind, key)
    assert read_code(code) == (kind, key)
    assert read_code(code.upper()) == (kind, key)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_code_or_none(typed):
    found = read_code(typed)
    assert found is None or found[0] in KINDS


def test_kinds_have_letters_of_their_own():
    assert len(set(KINDS.values())) == len(KINDS)
