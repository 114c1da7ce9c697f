import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

RESTART_AFTER = 2.0  # seconds
WORKER = ("django", "worker", "--settings=config.settings")


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
        site = {"LANTOA_SITE_URL": f"http://{options['host']}:{options['port']}", **os.environ}
        self.stdout.write(f"Lan Tỏa chạy tại http://{options['host']}:{options['port']}  (Ctrl+C để dừng)")
        self.run_both(
            site,
            "gunicorn",
            "config.wsgi",
            f"--bind={options['host']}:{options['port']}",
            f"--workers={options['workers']}",
            f"--threads={options['threads']}",
            "--worker-tmp-dir=" + str(settings.DATA_DIR),
            "--log-level=warning",
        )

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

    def run_both(self, site: dict[str, str], *web_program: str) -> None:
        """Run web server and worker until told to stop, then stop both; a worker that dies is started again, and never
        takes the site with it. Raises CommandError where the web server ends by itself: a supervisor must see it."""
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _stop)
        children: dict[str, subprocess.Popen[bytes]] = {}
        try:
            children["web"] = self.start(site, *web_program)
            children["worker"] = self.start(site, *WORKER)
            while children["web"].poll() is None:
                time.sleep(0.5)
                if children["worker"].poll() is not None:
                    time.sleep(RESTART_AFTER)
                    children["worker"] = self.start(site, *WORKER)
        except KeyboardInterrupt:
            return
        finally:
            _end(children.values())
        raise CommandError("Máy chủ web đã dừng ngoài ý muốn; xem dòng lỗi phía trên.", returncode=1)

    def start(self, site: dict[str, str], module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """A child in a session of its own: a break typed at the terminal would reach it beside our own signal, and the
        worker takes two for "drop the task"."""
        return subprocess.Popen(self._program(module, *arguments), env={**os.environ, **site}, start_new_session=True)

    @staticmethod
    def _program(module: str, *arguments: str) -> list[str]:
        return [sys.executable, "-m", module, *arguments]


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(children: Iterable["subprocess.Popen[bytes]"]) -> None:
    """Ask each to stop and wait for it: the worker first ends the task that it is at."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        child.wait()
