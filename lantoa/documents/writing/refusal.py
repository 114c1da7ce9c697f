"""What cannot be written, and why."""

from lantoa.documents.errors import UnreadableDocument


class UnusableInput(UnreadableDocument):
    """Data that no document can be made of; `sentence` says in Vietnamese which part is wrong and what is wanted."""
