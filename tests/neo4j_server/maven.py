"""A Neo4j Community server out of Maven's jars, for machines without Docker."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from common import PATIENCE, Unavailable, answers, free_port

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / ".tools"
RELEASES = {"2026.08.1": 21, "5.26.30": 17}
"""The versions, newest first, with the oldest Java that each runs on."""
JVMS = ("/usr/lib/jvm/*", "/usr/java/*", "/opt/java/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=keep_none
"""
PLAIN = "server.bolt.tls_level=DISABLED\n"
TLS = """\
server.bolt.tls_level=REQUIRED
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory={folder}
dbms.ssl.policy.bolt.private_key=private.key
dbms.ssl.policy.bolt.public_certificate=public.crt
dbms.ssl.policy.bolt.client_auth=NONE
"""


@contextlib.contextmanager
def running(
    password: str,
    version: str = "",
    tls: Path | None = None,
    load: Path | None = None,
    plugin: Path | None = None,
    heap: str = "",
) -> Iterator[Server]:
    """A server that runs as long as the block does; of a version that starts like that, else of the newest.

    ``tls`` is a folder with ``private.key`` and ``public.crt``; such a server speaks nothing but TLS. ``load`` is one
    whose ``import.sh`` is run before the start, ``plugin`` a jar of procedures. ``heap``, such as 3g, makes of
    it a server that works for long, not one that starts soon.
    """
    version, java = runnable(version)
    with tempfile.TemporaryDirectory(prefix="graphmali-neo4j-", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), version, java, tls, heap)
        if plugin is not None:
            shutil.copy(plugin, Path(folder) / "plugins")
        server.take(password)
        if load is not None:
            server.load(load)
        server.start(*(("dbms.security.procedures.unrestricted=*",) if plugin else ()))
        try:
            yield server
        finally:
            server.kill()


class Server:
    """A server with its data in a folder of its own; it can be killed and started again."""

    def __init__(self, home: Path, version: str, java: tuple[int, Path], tls: Path | None, heap: str = "") -> None:
        self._home, self._version, self._port, self._tls = home, version, free_port(), tls
        self._lib = resolved(version)
        self._command = [
            str(java[1]),
            *flags(java[0], heap),
            "-cp",
            os.pathsep.join(f"{f}{os.sep}*" for f in (self._lib, home / "plugins")),
        ]
        self._environ = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("conf", "data", "logs", "run", "import", "plugins"):
            (home / name).mkdir()
        self._configure(())

    @property
    def uri(self) -> str:
        """Its address; with TLS, one that takes any certificate."""
        return f"{'bolt+ssc' if self._tls else 'bolt'}://127.0.0.1:{self._port}"

    def take(self, password: str) -> None:
        """Gives it its first password."""
        first = ("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password)
        done = subprocess.run([*self._command, *first], env=self._environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"Neo4j {self._version} takes no password: {last_line(done.stdout + done.stderr)}")

    def start(self, *settings: str) -> None:
        """Starts it, with ``name=value`` settings beside the usual ones, and waits until it answers."""
        self._configure(settings)
        options = (f"--home-dir={self._home}", f"--config-dir={self._home / 'conf'}", "--console-mode")
        log = self._home / "logs" / "console.log"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [*self._command, entry_point(self._lib), *options],
                env=self._environ, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while not answers(self._port, tls=self._tls is not None):
            if self._process.poll() is not None:
                raise Unavailable(f"Neo4j stopped at once: {last_line(log.read_text('utf-8', 'replace'))}")
            if time.monotonic() > end:
                raise Unavailable(f"Neo4j does not answer after {PATIENCE} s")
            time.sleep(0.25)

    def load(self, folder: Path) -> None:
        """Runs the folder's ``import.sh`` while the server is down; what was in the database goes.

        Raises ``RuntimeError`` with the last of what it said where that fails.
        """
        program = self._home / "bin" / "neo4j-admin"
        program.parent.mkdir(exist_ok=True)
        command = shlex.join([*self._command, "org.neo4j.cli.AdminTool"])
        program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        environ = {**self._environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
        script = ["sh", str(folder / "import.sh"), "--overwrite-destination=true"]
        done = subprocess.run(script, env=environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{(done.stdout + done.stderr)[-2000:]}\nimport.sh ended with {done.returncode}")

    def kill(self) -> None:
        """Ends it at once, as a power cut would: an orderly stop takes ten seconds more."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _configure(self, settings: tuple[str, ...]) -> None:
        text = SETTINGS.format(port=self._port) + (TLS.format(folder=self._tls) if self._tls else PLAIN)
        (self._home / "conf" / "neo4j.conf").write_text("\n".join([text, *settings, ""]), encoding="utf-8")


def runnable(wanted: str) -> tuple[str, tuple[int, Path]]:
    """The newest version that starts like ``wanted`` and has a Java here, with the oldest Java that runs it."""
    here = javas()
    for version, oldest in RELEASES.items():
        enough = [java for java in here if java[0] >= oldest]
        if version.startswith(wanted) and enough:
            return version, min(enough)
    if not here:
        raise Unavailable("no Java for Neo4j (on Debian and Ubuntu: openjdk-17-jre-headless)")
    oldest = min(oldest for version, oldest in RELEASES.items() if version.startswith(wanted))
    raise Unavailable(f"Neo4j {wanted} needs Java {oldest} or later, the newest here is {here[-1][0]}")


def javas() -> list[tuple[int, Path]]:
    """The release and the program of every Java that can be found, oldest first."""
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME"),) if home]
    homes += [home for pattern in JVMS for home in sorted(Path("/").glob(pattern.removeprefix("/")))]
    programs = [home / "bin" / "java" for home in homes]
    default = shutil.which("java")
    programs += [Path(default)] if default else []
    found = {program.resolve() for program in programs if os.access(program, os.X_OK)}
    return sorted((release(program), program) for program in found)


def release(java: Path) -> int:
    """17 for Java 17; 0 for one that does not run."""
    try:
        said = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = re.search(r'version "(\d+)', said.stderr + said.stdout)
    return int(match[1]) if match else 0


def flags(release: int, heap: str) -> list[str]:
    """What the distribution's own start script gives to Java, and what halves the time that a start takes."""
    given = [
        f"-Xms{heap or '256m'}",
        f"-Xmx{heap or '768m'}",
        "-Dfile.encoding=UTF-8",
        "-Dio.netty.tryReflectionSetAccessible=true",
    ]
    given += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    given.append("-Dlog4j2.disable.jmx=true")
    if release >= 22:
        given.append("--enable-native-access=ALL-UNNAMED")
    if release >= 23:
        given.append("--sun-misc-unsafe-memory-access=allow")
    return given if heap else [*given, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def resolved(version: str) -> Path:
    """The folder with the jars of that version, from the cache or from Maven."""
    lib = TOOLS / f"neo4j-{version}" / "lib"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no Maven to fetch Neo4j with (on Debian and Ubuntu: maven)")
    lib.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=lib.parent) as folder:
        fresh = Path(folder) / "lib"
        options = (f"-Dneo4j.version={version}", f"-Dlib={fresh}")
        command = [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), *options, "package"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"Maven cannot fetch Neo4j {version}: {first_error(done.stdout)}")
        try:
            fresh.rename(lib)
        except OSError as error:
            if not lib.is_dir():  # else another run was faster
                raise Unavailable(f"Maven fetched no Neo4j {version} ({error.strerror})") from None
    return lib


def entry_point(lib: Path) -> str:
    """The server's main class, whose name differs between versions: the jar tells it."""
    for jar in sorted(lib.glob("neo4j-[0-9]*.jar")):
        with zipfile.ZipFile(jar) as content:
            return content.read("META-INF/services/org.neo4j.server.startup.EntryPoint").decode().strip()
    raise Unavailable(f"no Neo4j in {lib}; remove the folder to fetch it again")


def last_line(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no word why")


def first_error(text: str) -> str:
    """Maven's first complaint."""
    lines = (line.removeprefix("[ERROR]").strip() for line in text.splitlines() if line.startswith("[ERROR]"))
    return next((line for line in lines if line), last_line(text))[:300]
