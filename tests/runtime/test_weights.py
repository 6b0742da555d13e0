"""The way of a weight file, against a real server on this machine that misbehaves in every way we know of."""

import hashlib
import http.server
import io
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.runtime import fetching, registry, specs, weights
from core.runtime.weights import WeightsUnavailable

BUFFER = io.BytesIO()
torch.save({"layer": torch.arange(5000.0)}, BUFFER)
GOOD = BUFFER.getvalue()
PAGE = b"<!DOCTYPE html><html><body>Please log in to the Wi-Fi</body></html>"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind = self.path.strip("/").split("-")[0]
        body = {"html": PAGE, "wrong": GOOD[:-1] + b"x", "large": GOOD + bytes(100_000)}.get(kind, GOOD)
        if kind == "absent":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if kind == "hanging":
            self.wfile.write(body[:100])
            self.wfile.flush()
            time.sleep(3)
            return
        self.wfile.write(body[: len(body) // 2] if kind == "truncated" else body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


@pytest.fixture
def model(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[callable]:
    """Register an official model whose file the server gives in the named way; files go to tmp_path/cache."""
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path / "cache"))
    monkeypatch.delenv("DEEPVISION_WEIGHTS", raising=False)
    monkeypatch.setattr(fetching, "READ_S", 0.5)

    def make(kind: str, url: str | None = None) -> str:
        spec = registry.get_spec("resnet18")
        file, digest = f"{kind}-net.pth", hashlib.sha256(GOOD).hexdigest()
        entry = replace(
            spec.weights, file=file, url=url or f"{server}/{file}", sha256=digest[:8], bytes=len(GOOD)
        )
        made = replace(spec, name=f"test_{kind}", weights=entry)
        monkeypatch.setitem(specs._specs, made.name, (__name__, made))
        return f"test_{kind}"

    return make


def leftovers(tmp_path: Path) -> list[str]:
    return [p.name for p in (tmp_path / "cache").glob("*")]


def test_right_file_arrives_with_progress_and_is_used(model, tmp_path: Path) -> None:
    name, seen = model("right"), []
    assert weights.state(name) == "missing"
    path = weights.download(name, lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == GOOD and leftovers(tmp_path) == [path.name]
    assert seen[-1] == (len(GOOD), len(GOOD))
    assert weights.state(name) == "ready" and weights.resolve(name) == path
    assert torch.equal(weights.read(name)["layer"], torch.arange(5000.0))
    weights.remove(name)
    assert weights.state(name) == "missing"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("truncated", "truncated"),
        ("wrong", "wrong_hash"),
        ("html", "html"),
        ("large", "too_large"),
        ("hanging", "timeout"),
        ("absent", "offline"),
    ],
)
def test_wrong_answer_has_its_reason_and_leaves_nothing(
    model, tmp_path: Path, kind: str, reason: str
) -> None:
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(model(kind))
    assert caught.value.reason == reason
    assert leftovers(tmp_path) == []


def test_refused_connection_is_offline(model, tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(model("refused", url="http://127.0.0.1:9/x.pth"))
    assert caught.value.reason == "offline" and leftovers(tmp_path) == []


def test_failed_download_keeps_the_old_file(model, tmp_path: Path) -> None:
    name = model("html")
    old = tmp_path / "cache" / "html-net.pth"
    old.parent.mkdir()
    old.write_bytes(GOOD)
    with pytest.raises(WeightsUnavailable):
        weights.download(name)
    assert old.read_bytes() == GOOD


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (GOOD[:200] + bytes([GOOD[200] ^ 1]) + GOOD[201:], "wrong_hash"),
        (GOOD[:5000], "truncated"),
        (b"", "truncated"),
        (PAGE, "html"),
    ],
    ids=["flipped bit", "truncated", "empty", "html"],
)
def test_damaged_file_is_never_loaded(model, tmp_path: Path, damage: bytes, reason: str) -> None:
    name = model("right")
    weights.download(name).write_bytes(damage)
    with pytest.raises(WeightsUnavailable) as caught:
        registry.load_model(name)
    assert caught.value.reason == reason


def test_whoever_raises_in_the_progress_stops_the_download(model, tmp_path: Path) -> None:
    class Stopped(BaseException):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        weights.download(model("right"), stop)
    assert leftovers(tmp_path) == []


def test_class_room_share_is_searched_before_the_cache(model, tmp_path: Path, monkeypatch) -> None:
    name = model("right")
    share = tmp_path / "share"
    share.mkdir()
    (share / "right-net.pth").write_bytes(GOOD)
    monkeypatch.setenv("DEEPVISION_WEIGHTS", os.pathsep.join([str(tmp_path / "nowhere"), str(share)]))
    assert weights.resolve(name) == share / "right-net.pth"
    weights.remove(name)
    assert weights.state(name) == "ready", "the share belongs to everybody"


def test_damaged_file_in_the_share_does_not_hide_a_whole_one(model, tmp_path: Path, monkeypatch) -> None:
    name = model("right")
    weights.download(name)
    share = tmp_path / "share"
    share.mkdir()
    (share / "right-net.pth").write_bytes(GOOD[: len(GOOD) // 2])
    monkeypatch.setenv("DEEPVISION_WEIGHTS", str(share))
    assert weights.state(name) == "ready" and weights.resolve(name).parent != share


def test_full_disk_and_read_only_folders_are_named(model, monkeypatch, tmp_path: Path) -> None:
    full = type("Usage", (), {"free": 10})
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda folder: full)
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(model("right"))
    assert caught.value.reason == "disk_full"
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: "/proc/nowhere")
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(model("right"))
    assert caught.value.reason == "read_only"


def _fetch(name: str) -> None:
    weights.download(name)


def test_two_processes_may_fetch_at_once(model, tmp_path: Path) -> None:
    name, fork = model("right"), multiprocessing.get_context("fork")
    both = [fork.Process(target=_fetch, args=(name,)) for _ in range(2)]
    [p.start() for p in both], [p.join(30) for p in both]
    assert [p.exitcode for p in both] == [0, 0]
    assert leftovers(tmp_path) == ["right-net.pth"] and weights.resolve(name)


def test_command_line(model, capsys: pytest.CaptureFixture) -> None:
    name = model("right")
    assert weights.main(["list"]) == 0 and "everyday" in capsys.readouterr().out
    assert weights.main(["verify", name]) == 1 and "missing" in capsys.readouterr().err
    assert weights.main(["fetch", name]) == 0
    assert weights.main(["verify", name, "everyday"]) == 0
    assert weights.main(["fetch", "no_such_model"]) == 2
    assert weights.main([]) == 2
