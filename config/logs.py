"""What stands in the log."""

import logging


class RefusalsInOneLine(logging.Filter):
    """A request that was refused (403, 404, 400) is no fault of the program: one line, without the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True
