"""What the search knows of procedures: those in force, by the words of their name, papers, results and questions."""

from collections.abc import Iterator

from lantoa.procedures.found import all_in_force
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.search import index, sources

KIND = "procedure"


def register() -> None:
    """Have procedures in force found. After articles: what stands first is counted as what the others leave
    (`search.engine.counts`), which pays where it has most entries."""
    sources.register(KIND, "Thủ tục", entries=entries, icon="clipboard-document-list", place=15)


def entries() -> Iterator[index.Entry]:
    """Every procedure in force."""
    return (_entry(procedure, version) for procedure, version in all_in_force("parts"))


def keep(procedure: Procedure) -> None:
    """Let the search know of the procedure as it is today."""
    version = procedure.version_on()
    if version is None or version.is_abolition:
        index.remove(KIND, procedure.pk)
    else:
        index.put_many([_entry(procedure, version)])


def _entry(procedure: Procedure, version: ProcedureVersion) -> index.Entry:
    said = [procedure.code, procedure.get_level_display(), version.field, version.keywords, version.description]
    said += [event.name for event in procedure.life_events.all()]
    said += [version.results, version.applicants, *(part.name for part in version.parts.all())]
    said += [f"{one.question} {one.answer}" for one in procedure.questions.all() if one.is_public]
    return index.Entry(
        kind=KIND,
        key=procedure.pk,
        title=version.name,
        text="\n".join(filter(None, said)),
        url=procedure.public_url,
        unit_name=str(procedure.get_level_display()).capitalize(),
        on=version.in_force_from,
    )
