import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from lantoa.jobs.upkeep import tick


class Command(BaseCommand):
    help = "Chạy các việc nền và chăm sóc hàng đợi của chúng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve the queue until told to stop; every half minute look after stalled tasks."""
        stop = threading.Event()
        threading.Thread(target=self._look_after, args=(stop,), daemon=True).start()
        try:
            call_command("db_worker", queue_name="*", interval=1, reload=False)
        finally:
            stop.set()

    @staticmethod
    def _look_after(stop: threading.Event) -> None:
        while not stop.wait(30):
            close_old_connections()
            tick()
