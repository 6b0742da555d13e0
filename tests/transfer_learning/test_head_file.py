"""A head's file comes back as it was, and a hostile one gets its sentence."""

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import save

from core.shared.backbones import BACKBONES
from core.transfer_learning import head_file
from core.transfer_learning.learning import Head

RNG = np.random.default_rng(0)
LABELS = ("컵", "Fish & chips")


def head(labels: tuple[str, ...] = LABELS, backbone: str = "resnet18") -> Head:
    classes, width = len(labels), BACKBONES[backbone]
    weight, means = RNG.standard_normal((2, classes, width)).astype(np.float32)
    return Head(backbone, labels, weight, np.zeros(classes, np.float32), means, 0.25)


def test_file_comes_back_as_it_was() -> None:
    given = head()
    found = head_file.from_bytes(head_file.to_bytes(given))
    assert (found.backbone, found.labels, found.limit) == (given.backbone, given.labels, given.limit)
    for name in ("weight", "bias", "means"):
        np.testing.assert_array_equal(getattr(found, name), getattr(given, name))


def file(given: Head, drop: str = "", metadata: dict | None = None) -> bytes:
    tensors = {name: getattr(given, name) for name in ("weight", "bias", "means") if name != drop}
    about = {"format": head_file.FORMAT, "backbone": given.backbone, "labels": json.dumps(given.labels)}
    return save(tensors, {**about, "limit": "0.2", **(metadata or {})})


GOOD = head()
HOSTILE = {
    "empty": (b"", "head_damaged"),
    "text": (b"hello, this is no head", "head_damaged"),
    "pickle": (b"\x80\x04\x95cos\nsystem\n(S'true'\ntR.", "head_damaged"),
    "cut off": (head_file.to_bytes(GOOD)[:-40], "head_damaged"),
    "endless header": (b"\xff" * 8 + b"{}", "head_damaged"),
    "nested": ((200_000).to_bytes(8, "little") + b"[" * 200_000, "head_damaged"),
    "too large": (bytes(head_file.MOST_BYTES + 1), "head_too_large"),
    "other network": (file(GOOD, metadata={"backbone": "../../etc/passwd"}), "head_foreign"),
    "other file": (save({"x": np.zeros(3, np.float32)}), "head_foreign"),
    "no bias": (file(GOOD, drop="bias"), "head_damaged"),
    "no labels": (file(GOOD, metadata={"labels": "null"}), "head_damaged"),
    "numbers for labels": (file(GOOD, metadata={"labels": "[1, 2]"}), "head_damaged"),
    "nested labels": (file(GOOD, metadata={"labels": "[" * 9000 + "]" * 9000}), "head_damaged"),
    "twice the same label": (file(GOOD, metadata={"labels": '["a", "a"]'}), "head_damaged"),
    "three labels for two": (file(GOOD, metadata={"labels": '["a", "b", "c"]'}), "head_damaged"),
    "hidden letters": (file(GOOD, metadata={"labels": json.dumps(["a", "b\u202ec"])}), "head_damaged"),
    "long label": (file(GOOD, metadata={"labels": json.dumps(["a", "b" * 99])}), "head_damaged"),
    "limit is no number": (file(GOOD, metadata={"limit": "nan"}), "head_damaged"),
    "limit far off": (file(GOOD, metadata={"limit": "1e99"}), "head_damaged"),
    "not a number": (file(replace(GOOD, weight=GOOD.weight * np.float32("nan"))), "head_damaged"),
    "huge": (file(replace(GOOD, weight=GOOD.weight * np.float32(1e30))), "head_damaged"),
    "other shape": (file(replace(GOOD, means=GOOD.means[:, :-1].copy())), "head_damaged"),
    "integers": (file(replace(GOOD, weight=GOOD.weight.astype(np.int64))), "head_damaged"),
    "no class": (file(head(("a", "b")), metadata={"labels": "[]"}), "head_damaged"),
    "no class, no numbers": (file(head(())), "head_damaged"),
    "lists for labels": (file(GOOD, metadata={"labels": '[["a"], ["b"]]'}), "head_damaged"),
    "one class": (file(head(("a",))), "head_damaged"),
    "too many": (file(head(tuple("abcdefghijk"))), "head_damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gets_its_sentence(name: str) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(head_file.HeadError) as raised:
        head_file.from_bytes(data)
    assert raised.value.code == code


def test_class_names_become_one_short_plain_line() -> None:
    assert head_file.plain_label("  a\n\u202eb\tc  ") == "a b c"
    assert len(head_file.plain_label("가" * 99)) == head_file.LONGEST_LABEL
