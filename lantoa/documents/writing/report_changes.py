"""What a report says otherwise than an earlier printing of it: the snapshot that is kept, and the comparison."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lantoa.documents.writing.report_content import Figure, Narrative, ReportContent

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """`since` names the earlier printing. Figures by key with the old value as it was printed; paragraphs that are new
    (by heading) and those that are gone; units that came into the sum, and those that left it."""

    since: str = ""
    figures: dict[str, str] = field(default_factory=dict)
    added: dict[str, Counter[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)
    units_in: list[str] = field(default_factory=list)
    units_out: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of figures and headings that the report no longer has

    def __bool__(self) -> bool:
        return any((self.figures, self.added, self.removed, self.units_in, self.units_out))

    def was(self, figure: Figure) -> str | None:
        """The figure's earlier value as printed, if it was another."""
        return self.figures.get(figure.key)


def snapshot(report: ReportContent) -> dict[str, Any]:
    """What a later printing is compared with, as plain JSON."""
    return {
        "format": _FORMAT,
        "figures": {figure.key: figure.shown(figure.value) for figure in report.figures},
        "narratives": {part.key: part.text for part in report.narratives},
        "units": [row.unit for row in report.by_unit.rows] if report.by_unit else [],
        "names": {
            **{figure.key: figure.name for figure in report.figures},
            **{part.key: part.title for part in report.narratives},
        },
    }


def differences(before: dict[str, Any], report: ReportContent, since: str = "") -> Changes:
    """What changed since the printing of which `before` is the snapshot; `since` says which one that was."""
    if before.get("format") != _FORMAT:
        return Changes(since)
    now = snapshot(report)
    old_figures, new_figures = before["figures"], now["figures"]
    figures = {
        key: old_figures.get(key, "chưa có")
        for key in [*new_figures, *old_figures]
        if old_figures.get(key) != new_figures.get(key)
    }
    added, removed = _paragraph_changes(before["narratives"], report.narratives)
    gone = {key: name for key, name in before["names"].items() if key not in now["names"]}
    return Changes(
        since,
        figures,
        added,
        removed,
        units_in=[unit for unit in now["units"] if unit not in before["units"]],
        units_out=[unit for unit in before["units"] if unit not in now["units"]],
        names=gone,
    )


def paragraphs_of(text: str) -> list[str]:
    """A text's paragraphs: its lines that are not empty."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _paragraph_changes(
    before: dict[str, str], narratives: list[Narrative]
) -> tuple[dict[str, Counter[str]], dict[str, list[str]]]:
    """New and dropped paragraphs by heading; one that only moved within its heading is no change."""
    added: dict[str, Counter[str]] = {}
    removed: dict[str, list[str]] = {}
    texts = {part.key: part.text for part in narratives}
    for key in [*texts, *(key for key in before if key not in texts)]:
        old, new = Counter(paragraphs_of(before.get(key, ""))), Counter(paragraphs_of(texts.get(key, "")))
        if new - old:
            added[key] = new - old
        if old - new:
            removed[key] = list((old - new).elements())
    return added, removed
