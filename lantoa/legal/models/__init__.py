"""The register of documents, and the files of those that stand in the public bookcase."""

from lantoa.legal.models.document import LegalDocument, LegalDocumentQuerySet, number_key
from lantoa.legal.models.file import DocumentFile

__all__ = ["DocumentFile", "LegalDocument", "LegalDocumentQuerySet", "number_key"]
