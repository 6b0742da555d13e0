"""Files come in one way: what is wrong with one is told beside its name, and the next good one is taken."""

import threading

import pytest

from core.activity import files
from core.i18n.catalog import LANGUAGES, text
from core.media import images, video
from core.transfer_learning import head_file
from core.ui import uploads

FIELDS = {
    "photo": ("classification", {}, images, "load_user_image"),
    "recording": ("activity", {}, files, "read_recording"),
    "head": ("transfer_learning", {"teach_set": "file"}, head_file, "from_bytes"),
    "video": ("detection", {"part": "film"}, video, "facts"),
}
NAME = {"video": "my_film.mp4"}


def send(app, field: str, data: bytes = b"x"):
    app.file_uploader[0].set_value([(NAME.get(field, "my_file.bin"), data, "application/octet-stream")])
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("field", FIELDS)
def test_any_exception_becomes_a_sentence_with_the_file_and_frees_the_field(
    open_lesson, monkeypatch, caplog, field: str, lang: str
) -> None:
    lesson, link, module, function = FIELDS[field]
    app = open_lesson(lesson, lang, **link)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret /home/teacher/path")

    monkeypatch.setattr(module, function, broken)
    send(app, field)
    assert not app.exception and not app.error
    (told,) = [w.value for w in app.warning if "my\\_" in w.value]
    code = told.rpartition(":")[2].strip()
    assert told.endswith(text(lang, "errors.unknown", code=code)) and code in caplog.text
    assert "secret" not in told
    assert not app.file_uploader[0].value, "the field is free again"


@pytest.mark.parametrize("field", FIELDS)
def test_a_file_of_something_else_has_its_sentence(open_lesson, field: str) -> None:
    lesson, link, *_ = FIELDS[field]
    app = send(open_lesson(lesson, "en", **link), field)
    kinds = {"photo": "not_an_image", "recording": "recording_not_a_table"}
    code = kinds | {"head": "head_damaged", "video": "not_a_video"}
    assert any("my\\_" in w.value and text("en", f"errors.{code[field]}") in w.value for w in app.warning)
    assert not app.file_uploader[0].value


def test_everything_that_is_read_shares_two_places(open_lesson, monkeypatch) -> None:
    monkeypatch.setattr(uploads.reading, "wait_s", 0.05)
    assert uploads.reading.most == 2
    opened = {field: open_lesson(FIELDS[field][0], "en", **FIELDS[field][1]) for field in FIELDS}
    held, done = threading.Barrier(3), threading.Event()

    def hold() -> None:
        with uploads.reading.one():
            held.wait()
            done.wait()

    threads = [threading.Thread(target=hold) for _ in range(2)]
    for thread in threads:
        thread.start()
    held.wait()
    try:
        for field, app in opened.items():
            send(app, field)
            assert any(text("en", "errors.decoders_busy") in w.value for w in app.warning), field
    finally:
        done.set()
        for thread in threads:
            thread.join()
