import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

RESTART_AFTER = 2.0  # seconds


class Command(BaseCommand):
    help = "Chuẩn bị cơ sở dữ liệu rồi chạy trang web và việc nền (make run gọi lệnh này)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, collect static files, load the demo once, then run web server and worker until one is stopped."""
        self._demand_free_port(options["host"], options["port"])
        self._prepare()
        self._site = {"LANTOA_SITE_URL": f"http://{options['host']}:{options['port']}", **os.environ}
        web = self._start(
            "gunicorn",
            "config.wsgi",
            f"--bind={options['host']}:{options['port']}",
            f"--workers={options['workers']}",
            f"--threads={options['threads']}",
            "--worker-tmp-dir=" + str(settings.DATA_DIR),
            "--log-level=warning",
        )
        self.stdout.write(f"Lan Tỏa chạy tại http://{options['host']}:{options['port']}  (Ctrl+C để dừng)")
        self._watch(web)

    @staticmethod
    def _demand_free_port(host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: make run PORT=8001", returncode=2
                ) from error

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if settings.DEMO and "load_demo" in get_commands():
            call_command("load_demo", stdout=self.stdout)

    def _start(self, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", module, *arguments], env=self._site)

    def _watch(self, web: "subprocess.Popen[bytes]") -> None:
        """Wait until the web server ends or we are told to stop, then stop everything; a worker that dies is started
        again, and never takes the site with it."""

        def stop(signum: int, frame: FrameType | None) -> None:
            raise KeyboardInterrupt

        signal.signal(signal.SIGTERM, stop)
        worker = self._start("django", "worker", "--settings=config.settings")
        try:
            while web.poll() is None:
                time.sleep(0.5)
                if worker.poll() is not None:
                    time.sleep(RESTART_AFTER)
                    worker = self._start("django", "worker", "--settings=config.settings")
        except KeyboardInterrupt:
            pass
        for child in (web, worker):
            if child.poll() is None:
                child.terminate()
        for child in (web, worker):
            child.wait()
