"""The public bookcase (tủ sách pháp luật điện tử, Quyết định 14/2019/QĐ-TTg): which documents of the register anyone
may read, and how the search knows of them. What leaves the bookcase leaves the search in the same transaction."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.legal.keeping import demand_publishing
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.search import index, sources

KIND = "legal"


def register() -> None:
    """Have what stands in the bookcase found."""
    sources.register(KIND, "Văn bản, tài liệu", entries=entries, icon="book-open", place=20)


def entries() -> Iterator[index.Entry]:
    """Everything that stands in the bookcase."""
    for document in LegalDocument.objects.public().prefetch_related("files").iterator(chunk_size=100):
        yield entry_of(document)


def entry_of(document: LegalDocument) -> index.Entry:
    """What the search knows of a document: how it is cited, what it is about, what its files say."""
    title = f"{document.citation}: {document.title}" if document.number else document.title
    said = [document.kind] if document.is_leaflet else []
    said += [file.text for file in document.files.all() if file.text]
    return index.Entry(
        kind=KIND,
        key=document.pk,
        title=title,
        text="\n".join(said),
        url=reverse("bookcase:detail", args=[document.pk]),
        unit_name=document.issuer,
        on=document.issued_on,
    )


def keep(document: LegalDocument) -> None:
    """Let the search know of a document as it is now."""
    if document.is_public:
        index.put_many([entry_of(document)])
    else:
        forget(document)


def forget(document: LegalDocument) -> None:
    """Let the search no longer know of a document."""
    index.remove(KIND, document.pk)


@transaction.atomic
def publish(document: LegalDocument, *, by: User) -> None:
    """Let anyone read it. Raises PermissionDenied, or ValidationError where it is there already."""
    demand_publishing(by)
    if document.is_public:
        raise ValidationError("Văn bản này đã có trong tủ sách.")
    document.is_public, document.public_since = True, timezone.now()
    document.save()
    record("legal_document_published", by=by, on=document, text=f"Đưa vào tủ sách: {document.citation}")


@transaction.atomic
def unpublish(document: LegalDocument, *, by: User) -> None:
    """Take it out of the bookcase and out of the search at once."""
    demand_publishing(by)
    document.is_public, document.public_since = False, None
    document.save()
    forget(document)
    record("legal_document_unpublished", by=by, on=document, text=f"Rút khỏi tủ sách: {document.citation}")


@transaction.atomic
def remove_file(file: DocumentFile, *, by: User) -> None:
    """Take a file away from its document for good."""
    demand_publishing(by)
    document, stored = file.document, file.file
    file.delete()
    record("legal_file_removed", by=by, on=document, text=f"Bỏ tệp {file.name} của {document.citation}")
    keep(document)
    transaction.on_commit(lambda: stored.storage.delete(stored.name or ""))
