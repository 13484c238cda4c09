"""A Neo4j Community server out of Maven's jars, for machines without Docker."""

from __future__ import annotations

import contextlib
import os
import re
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
BY_JAVA = ((21, "2026.08.1"), (17, "5.26.30"))
JVMS = ("/usr/lib/jvm/*", "/usr/java/*", "/opt/java/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.bolt.tls_level=DISABLED
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=keep_none
"""


@contextlib.contextmanager
def running(password: str) -> Iterator[str]:
    """The bolt address of a server that runs as long as the block does."""
    java, release = newest_java()
    version = next((neo4j for oldest, neo4j in BY_JAVA if release >= oldest), None)
    if version is None:
        raise Unavailable(f"Neo4j needs Java 17 or later, the newest here is {release}")
    lib = resolved(version)
    with tempfile.TemporaryDirectory(prefix="graphmali-neo4j-", ignore_cleanup_errors=True) as folder:
        home, port = Path(folder), free_port()
        for name in ("conf", "data", "logs", "run", "import", "plugins"):
            (home / name).mkdir()
        (home / "conf" / "neo4j.conf").write_text(SETTINGS.format(port=port), encoding="utf-8")
        command = [str(java), *flags(release), "-cp", f"{lib}{os.sep}*"]
        environ = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        first = ("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password)
        done = subprocess.run([*command, *first], env=environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unavailable(f"Neo4j {version} takes no password: {last_line(done.stdout + done.stderr)}")
        options = (f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode")
        log = home / "logs" / "console.log"
        with process([*command, entry_point(lib), *options], environ, log) as server:
            wait(server, port, log)
            yield f"bolt://127.0.0.1:{port}"


def newest_java() -> tuple[Path, int]:
    """The newest ``java`` that can be found, and its release."""
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME"),) if home]
    homes += [home for pattern in JVMS for home in sorted(Path("/").glob(pattern.removeprefix("/")))]
    programs = [home / "bin" / "java" for home in homes]
    default = shutil.which("java")
    programs += [Path(default)] if default else []
    found = {program.resolve() for program in programs if os.access(program, os.X_OK)}
    releases = [(release(program), program) for program in sorted(found)]
    if not releases:
        raise Unavailable("no Java for Neo4j (on Debian and Ubuntu: openjdk-17-jre-headless)")
    best = max(releases)
    return best[1], best[0]


def release(java: Path) -> int:
    """17 for Java 17; 0 for one that does not run."""
    try:
        said = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = re.search(r'version "(\d+)', said.stderr + said.stdout)
    return int(match[1]) if match else 0


def flags(release: int) -> list[str]:
    """What the distribution's own start script gives to Java."""
    given = ["-Xms256m", "-Xmx768m", "-Dfile.encoding=UTF-8", "-Dio.netty.tryReflectionSetAccessible=true"]
    given += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    given.append("-Dlog4j2.disable.jmx=true")
    if release >= 22:
        given.append("--enable-native-access=ALL-UNNAMED")
    if release >= 23:
        given.append("--sun-misc-unsafe-memory-access=allow")
    return given


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


@contextlib.contextmanager
def process(command: list[str], environ: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, which is gone after the block."""
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise Unavailable(f"Neo4j stopped at once: {last_line(log.read_text('utf-8', 'replace'))}")
        if answers(port):
            return
        time.sleep(0.25)
    raise Unavailable(f"Neo4j does not answer after {PATIENCE} s")


def last_line(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no word why")


def first_error(text: str) -> str:
    """Maven's first complaint."""
    lines = (line.removeprefix("[ERROR]").strip() for line in text.splitlines() if line.startswith("[ERROR]"))
    return next((line for line in lines if line), last_line(text))[:300]
