"""The dashboard as a service, with `/readyz` beside it, for whoever watches over it.

    uvicorn core.ui.service:app --port 8501
    python -m core.ui.service --https

The second makes a certificate first, so that phones in the room may open their cameras.
`streamlit run Home.py` starts the same dashboard without `/readyz`.
"""

import argparse
import pkgutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import platformdirs
import psutil
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

import core
from core.runtime import gateway, memory, registry, weights
from core.runtime.cluster import meter, metrics, settings
from core.runtime.network import certificate, lan, sockets
from core.ui import shell, visitors
from core.ui.guards import guard

STUCK_S = 60
"""seconds after which a call that has not ended means that the device hangs"""


@asynccontextmanager
async def prepared(app: st.App) -> AsyncIterator[None]:
    """Import what lessons need before anybody comes: a whole class that comes at once would wait for it."""
    found = pkgutil.walk_packages(core.__path__, "core.")
    others = "core.ui", "core.train", "core.runtime.cluster"  # of these, what is needed is there; not Ray
    lessons = [module.name for module in found if not module.name.startswith(others)]
    imports = [*memory.HEAVY_IMPORTS, *(name for name in lessons if not name.endswith("__main__"))]
    memory.warm_up(imports, (shell.first_page, shell.first_answer), delay_s=0, imports_after_s=0)
    yield


def health() -> dict[str, object]:
    """Return how the process is: whether it can answer, its queue, its people, its memory, its weights."""
    queue, now = gateway.status(), time.monotonic()
    running_s = None if queue.running_since is None else now - queue.running_since
    names = [name for name in registry.list_models() if registry.get_spec(name).weights.kind == "bundled"]
    damaged = {name: problem for name in names if (problem := weights.problem(name))}
    process = psutil.Process()
    return {
        "ready": not damaged and (running_s or 0) < STUCK_S and not memory.warm_up().is_alive(),
        "queue": queue.waiting,
        "running_s": running_s and round(running_s, 3),
        "last_inference_s": None if queue.ended is None else round(now - queue.ended, 3),
        "people": visitors.seats.taken,
        "waiting": visitors.seats.waiting,
        "sessions_in_memory": visitors.remembered(),
        "uploads_mb": round(visitors.uploaded() / 1e6, 1),
        "memory_mb": round(process.memory_info().rss / 1e6),
        "threads": process.num_threads(),
        "open_files": process.num_fds() if psutil.POSIX else process.num_handles(),
        "weights": damaged or "ok",
        **({"cluster": gateway.device().cluster()} if settings.address() else {}),
    }


async def readyz(request: Request) -> JSONResponse:
    """Answer with `health`: 200 if people can be let in, else 503."""
    found = await run_in_threadpool(health)
    return JSONResponse(found, status_code=200 if found["ready"] else 503)


async def metrics_page(request: Request) -> Response:
    """Answer with what Prometheus reads; 404 where its client library is not installed."""
    text = await run_in_threadpool(lambda: metrics.exposition(health()))
    return Response(text, media_type=metrics.MEDIA_TYPE) if text else Response(status_code=404)


async def root(request: Request) -> Response:
    """Hand out the root certificate, for phones that are to trust it; 404 without https."""
    path = folder() / certificate.FILES[0]
    if request.url.scheme != "https" or not path.exists():
        return Response(status_code=404)
    return FileResponse(path, media_type="application/x-x509-ca-cert", filename="deepvision.crt")


def folder() -> Path:
    """Return where the certificate of this computer lies."""
    return Path(platformdirs.user_data_dir("deepvision")) / "https"


def main(arguments: list[str] | None = None) -> None:
    """Serve the dashboard to the local network: `python -m core.ui.service [--https] [--port 8501]`."""
    import uvicorn

    parser = argparse.ArgumentParser("core.ui.service", description=main.__doc__)
    parser.add_argument("--https", action="store_true", help="make a certificate, so that cameras open")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--host", default="0.0.0.0", help="where to listen; everywhere by default")
    parser.add_argument("--address", help="this computer's address on the network, if the found one is wrong")
    chosen = parser.parse_args(arguments)
    here = chosen.address or lan.address() or "localhost"
    secure = {}
    if chosen.https:
        files = certificate.ensure(folder(), list(dict.fromkeys([here, "localhost", "127.0.0.1"])))
        secure = {"ssl_certfile": str(files.certificate), "ssl_keyfile": str(files.key)}
    print(f"\n  {'https' if secure else 'http'}://{here}:{chosen.port}\n", flush=True)
    uvicorn.run(app, host=chosen.host, port=chosen.port, log_level="warning", **secure)


sockets.end_half_open()
meter.start()
app = st.App(
    "Home.py",
    routes=[Route("/readyz", readyz), Route("/metrics", metrics_page), Route("/root.crt", root)],
    middleware=[Middleware(guard.Guard)],
    lifespan=prepared,
)

if __name__ == "__main__":
    main()
