"""Whole plans: our own exactly, what converters make of them within bounds, the real ones where they are at hand."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lantoa.documents.reading.files.text import read_text
from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.reading.tests import renderings, variants
from lantoa.documents.reading.tests.agreement import agreement, mean

pytestmark = pytest.mark.pure

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))
SHARED = Path(__file__).parents[5] / "shared" / "plans"
# The least that may agree exactly, value by value, where only the words are left.
LEAST = {"one_word_lines": 0.97, "one_word_cells": 0.97, "shredded_cells": 0.98}


def _gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.with_name(path.stem + ".gold.json").read_text())
    return gold


def _read(text: str) -> dict[str, Any]:
    return read_plan(read_text(text.encode())).to_contract()


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_as_its_gold_says(path: Path) -> None:
    assert _read(path.read_text()) == _gold(path)


@pytest.mark.parametrize("change", variants.ALL, ids=lambda change: change.__name__)
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_through_what_converters_do(path: Path, change: Callable[[str], str]) -> None:
    fields = agreement(_gold(path), _read(change(path.read_text())))
    assert mean(fields) >= LEAST.get(change.__name__, 0.99), {key: value for key, value in fields.items() if value < 1}


@pytest.mark.parametrize("render", [renderings.to_word, renderings.to_pdf], ids=["docx", "pdf"])
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_from_word_and_pdf(path: Path, render: Callable[[str, Path], None], tmp_path: Path) -> None:
    file = tmp_path / ("plan.docx" if render is renderings.to_word else "plan.pdf")
    render(path.read_text(), file)
    fields = agreement(_gold(path), read_plan(open_document(file)).to_contract())
    assert mean(fields) >= 0.99, {key: value for key, value in fields.items() if value < 1}


def _score(gold: dict[str, Any], out: dict[str, Any]) -> float:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    overall: float = module.score(gold, out)[1]
    return overall


@pytest.mark.shared
@pytest.mark.parametrize(
    "change", [variants.as_written, variants.decomposed, variants.wrapped(70), variants.one_word_lines]
)
def test_the_real_plans_are_read(change: Callable[[str], str]) -> None:
    paths = sorted(SHARED.glob("*.gold.json"))
    if not paths:
        pytest.skip("../shared/plans is not beside the project")
    least = 0.97 if change in (variants.as_written, variants.decomposed) else 0.92
    for path in paths:
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text()
        assert _score(json.loads(path.read_text()), _read(change(text))) >= least, path.name
