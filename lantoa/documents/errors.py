"""What goes wrong with a document that somebody brings."""


class UnreadableDocument(Exception):
    """A file that cannot be used; `sentence` is one sentence in Vietnamese that says what to do about it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
