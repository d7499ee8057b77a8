"""A PostgreSQL server for tests alone: started on a free port of loopback, with a data folder of its own, and stopped with the tests.

It runs as the user ``postgres`` where the tests run as root, for its programs refuse root. Debian's package is enough, and ``.ci/run``
installs it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import define

USER = "postgres"


@define(slots=False)
class Postgres:
    """A running server."""

    port: int

    @property
    def url(self) -> str:
        """How it is reached."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    @cached_property
    def connection(self) -> psycopg.Connection:
        """One connection for whoever needs no more."""
        return psycopg.connect(self.url, autocommit=True)


def programs() -> Path | None:
    """Return the folder of the programs of the newest PostgreSQL that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return None if there is None else Path(there).parent


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a server; the test is skipped where none is installed."""
    bin_ = programs()
    if bin_ is None:
        lacking = "PostgreSQL is not installed: apt-get install postgresql"
        pytest.fail(lacking) if os.environ.get("SERVERS") == "required" else pytest.skip(lacking)
    root = os.geteuid() == 0
    as_user = ["runuser", "-u", USER, "--"] if root else []
    with tempfile.TemporaryDirectory(prefix="zhunsheng-postgres-") as folder:
        if root:
            shutil.chown(folder, USER)
        data, log = f"{folder}/data", Path(folder, "log")
        made = [*as_user, str(bin_ / "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(made, check=True, capture_output=True, cwd=folder)
        port = _free()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
        control = [*as_user, str(bin_ / "pg_ctl"), "-D", data, "-w"]
        started = [*control, "-l", str(log), "-o", options, "start"]
        subprocess.run(started, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=folder)
        server = Postgres(port)
        try:
            yield server
        finally:
            if "connection" in server.__dict__:
                server.connection.close()
            stopped = [*control, "-m", "immediate", "stop"]
            subprocess.run(stopped, check=True, stdout=subprocess.DEVNULL, cwd=folder)


def _free() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def spark() -> Iterator[Any]:
    """Run Spark in this machine, its tables in a folder of its own; skipped where nobody asked for it or it is not installed."""
    if os.environ.get("SPARK") != "1":
        pytest.skip("Spark takes minutes: make spark")
    session = pytest.importorskip("pyspark.sql", reason="PySpark is not installed: pip install 'zhunsheng[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: apt-get install openjdk-17-jre-headless")
    with tempfile.TemporaryDirectory(prefix="zhunsheng-spark-") as folder:
        made = session.SparkSession.builder.master("local[2]")
        options = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": folder,
        }
        for name, value in options.items():
            made = made.config(name, value)
        running = made.getOrCreate()
        try:
            yield running
        finally:
            running.stop()
