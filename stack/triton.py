"""The models: a real Triton on the CPU with its Python backend, or the embedded model server where there is none."""

import hashlib
import os
import platform
import re
import shutil
import stat
import sys
import sysconfig
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from stack import ports, processes
from stack.errors import StackError
from stack.folder import Folder
from stack.repository import MODELS, ROOT, installed

# Seconds, on an idle machine.
LONGEST_START_S = 180
SHARED_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Endpoints:
    """host:port of gRPC; the addresses of HTTP and of the metrics, which the embedded server has not."""

    server: str
    grpc: str
    http: str | None
    metrics: str | None


def why_not() -> str | None:
    """Why Triton cannot be had on this machine; None where it can."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return f"there is no package of it for {sys.platform} on {platform.machine()}"
    return None


def start(folder: Folder) -> tuple[processes.Started, Endpoints]:
    """Installed if need be; every model ready. Fails where it does not come up, and leaves no process then."""
    packages = installed("install", "triton")
    http, grpc, metrics = ports.free(3)
    server = processes.start(
        folder,
        "triton",
        [
            packages / "pytriton" / "tritonserver" / "bin" / "tritonserver",
            f"--model-repository={_repository(folder.sub('triton', 'models'), packages)}",
            f"--backend-directory={_backends(folder.sub('triton', 'backends'), packages)}",
            f"--backend-config=python,shm-region-prefix-name={_region(folder)}",
            "--allow-gpu-metrics=false",
            *(f"--{end}-address={ports.HOST}" for end in ("http", "grpc", "metrics")),
            *(
                f"--http-port={http}",
                f"--grpc-port={grpc}",
                f"--metrics-port={metrics}",
            ),
        ],
        {
            # The backend's Python is this one.
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "LD_LIBRARY_PATH": f"{sysconfig.get_config_var('LIBDIR')}:{packages / 'nvidia_pytriton.libs'}",
        },
    )
    try:
        server.wait_until(
            lambda: _answers(f"http://{ports.HOST}:{http}/v2/health/ready"),
            LONGEST_START_S,
        )
    except StackError:
        server.stop()
        clean(folder)
        raise
    return server, Endpoints(
        server="triton",
        grpc=f"{ports.HOST}:{grpc}",
        http=f"http://{ports.HOST}:{http}",
        metrics=f"http://{ports.HOST}:{metrics}/metrics",
    )


def start_embedded(folder: Folder) -> tuple[processes.Started, Endpoints]:
    """What stands in for it: ./radstream models."""
    (port,) = ports.free(1)
    server = processes.start(
        folder, "models", [ROOT / "radstream", "models", "--port", port]
    )
    # It may be built first.
    server.wait_until(lambda: "serving" in server.printed(), 5 * LONGEST_START_S)
    grpc = f"{ports.HOST}:{port}"
    return server, Endpoints(server="embedded", grpc=grpc, http=None, metrics=None)


def clean(folder: Folder):
    """Removes the memory that Triton shares with its models, which one that was killed leaves behind."""
    if SHARED_MEMORY.is_dir():
        for region in SHARED_MEMORY.glob(f"{_region(folder)}*"):
            region.unlink(missing_ok=True)


def _region(folder: Folder) -> str:
    """No other stack's begins with it: the digest is the path's, the rest is for people."""
    digest = hashlib.sha256(str(folder.path).encode()).hexdigest()[:16]
    name = re.sub(r"\W", "_", str(folder.path))[-43:]
    return f"radstream{name}_{digest}"


def _repository(folder: Path, packages: Path) -> Path:
    """The shipped models for the Python backend, which heeds no PYTHONPATH."""
    finds_packages = f"import sys\n\nsys.path.insert(0, {str(packages)!r})\n"
    program = finds_packages + Path(__file__).with_name("model.py").read_text()
    for model in sorted(MODELS.iterdir()):
        version = folder / model.name / "1"
        version.mkdir(parents=True)
        shutil.copy(model / "1" / "model.onnx", version)
        (version / "model.py").write_text(program)
        config = (model / "config.pbtxt").read_text()
        config = re.sub(r"(?m)^platform:.*\n", "", config)
        config = re.sub(r"(?m)^backend:.*$", 'backend: "python"', config)
        (folder / model.name / "config.pbtxt").write_text(config)
    return folder


def _backends(folder: Path, packages: Path) -> Path:
    """The backend with the stub for this Python, which the package keeps apart."""
    server = packages / "pytriton" / "tritonserver"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    stub = server / "python_backend_stubs" / version / "triton_python_backend_stub"
    if not stub.exists():
        raise StackError(
            f"expected a Python that Triton's package knows, came {version}"
        )
    backend = shutil.copytree(server / "backends" / "python", folder / "python")
    runnable = Path(shutil.copy(stub, backend))
    runnable.chmod(runnable.stat().st_mode | stat.S_IXUSR)
    return folder


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
