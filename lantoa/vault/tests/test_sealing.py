import pytest

from lantoa.vault.sealing import Locked, reseal, seal, unseal

OLD, NEW = "khoa-cu-" * 5, "khoa-moi-" * 5


def test_what_is_sealed_opens_again_and_shows_nothing():
    sealed = seal("Nguyễn Thị Bình, 0912 345 678")
    assert "0912" not in sealed
    assert "Bình" not in sealed
    assert unseal(sealed) == "Nguyễn Thị Bình, 0912 345 678"


def test_the_same_text_is_sealed_differently_each_time():
    assert seal("0912345678") != seal("0912345678")


def test_an_older_key_still_opens_and_a_lost_one_is_told(settings):
    settings.FIELD_KEYS = [OLD]
    sealed = seal("địa chỉ")
    settings.FIELD_KEYS = [NEW, OLD]
    assert unseal(sealed) == "địa chỉ"
    fresh = reseal(sealed)
    settings.FIELD_KEYS = [NEW]
    assert unseal(fresh) == "địa chỉ"
    with pytest.raises(Locked):
        unseal(sealed)


def test_a_changed_letter_is_refused():
    sealed = seal("nội dung")
    with pytest.raises(Locked):
        unseal(sealed[:-6] + ("AAAA" if sealed[-6:-2] != "AAAA" else "BBBB") + sealed[-2:])
