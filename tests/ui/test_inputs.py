import io

import numpy as np
import pytest
import streamlit as st
from PIL import Image

from core.i18n.catalog import Words, text
from core.ui import inputs, visitors


def photo(colour: tuple[int, int, int], size: tuple[int, int] = (320, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def test_taken_picture_keeps_a_small_copy_and_the_true_size() -> None:
    taken = inputs.take(photo((200, 10, 10), (3000, 2000)), "big.jpg")
    assert taken.original_wh == (3000, 2000)
    assert taken.rgb().shape == (853, 1280, 3)
    assert np.abs(taken.rgb().reshape(-1, 3).mean(0) - (200, 10, 10)).max() < 4


def test_caption_names_the_size_and_what_was_done() -> None:
    taken = inputs.take(photo((200, 10, 10), (3000, 2000)), "big.jpg")
    assert inputs.about(Words("en", "classification"), taken) == "3000 × 2000 · shrunk"
    assert inputs.about(Words("ko", "classification"), taken) == "3000 × 2000 · 줄임"


def test_file_names_show_as_they_are() -> None:
    assert inputs.plain("a_b*[x](y).jpg") == r"a\_b\*\[x\]\(y\).jpg"
    assert len(inputs.plain("n" * 300)) <= 40


@pytest.fixture
def app(open_lesson):
    return open_lesson("classification", "en")


def test_upload_joins_my_pictures_and_is_chosen(app) -> None:
    app.file_uploader[0].set_value([("red.jpg", photo((250, 0, 0)), "image/jpeg")])
    app.run()
    mine = app.session_state["own"]["pictures"]
    assert [p.name for p in mine.values()] == ["red.jpg"]
    assert app.session_state["picture"] == next(iter(mine))
    assert not app.file_uploader[0].value, "the upload itself is forgotten once the copy is made"


def test_bad_file_is_named_and_good_one_beside_it_is_kept(app) -> None:
    app.file_uploader[0].set_value(
        [("x.jpg", b"no picture", "image/jpeg"), ("g.jpg", photo((0, 250, 0)), "image/jpeg")]
    )
    app.run()
    assert len(app.session_state["own"]["pictures"]) == 1
    assert any(text("en", "errors.not_an_image") in w.value for w in app.warning)


def test_a_click_while_photos_are_read_loses_none(app, monkeypatch: pytest.MonkeyPatch) -> None:
    take, dropped, stops = inputs.take, [], iter([False, False, True])
    monkeypatch.setattr(inputs, "take", lambda *given: st.stop() if next(stops, False) else take(*given))
    monkeypatch.setattr(visitors, "drop", lambda files: dropped.extend(file.name for file in files))
    files = [(f"{i}.jpg", photo((i * 10, 0, 0)), "image/jpeg") for i in range(5)]
    app.file_uploader[0].set_value(files)
    app.run()
    assert len(app.session_state["own"]["pictures"]) == 2 and dropped == ["0.jpg", "1.jpg"]
    app.run()
    assert len(app.session_state["own"]["pictures"]) == 5


def test_at_most_twelve_pictures(app) -> None:
    files = [(f"{i}.jpg", photo((i * 10, 0, 0)), "image/jpeg") for i in range(14)]
    app.file_uploader[0].set_value(files)
    app.run()
    assert len(app.session_state["own"]["pictures"]) == inputs.AT_MOST
    told = text("en", "errors.too_many_pictures", most=inputs.AT_MOST)
    assert [w.value for w in app.warning] == [f"{inputs.plain(f'{i}.jpg')}: {told}" for i in (12, 13)]
    assert f"up to {inputs.AT_MOST}" in app.file_uploader[0].label


def test_delete_my_pictures_leaves_nothing(app) -> None:
    app.file_uploader[0].set_value([("red.jpg", photo((250, 0, 0)), "image/jpeg")])
    app.run()
    delete = next(b for b in app.button if b.label == text("en", "common.delete_pictures"))
    delete.click().run()
    assert not app.session_state["own"]["pictures"]


def test_picture_stays_from_page_to_page(app) -> None:
    app.file_uploader[0].set_value([("red.jpg", photo((250, 0, 0)), "image/jpeg")])
    app.run()
    chosen = app.session_state["picture"]
    app.switch_page("pages/models.py").run()
    app.switch_page("pages/classification.py").run()
    assert app.session_state["picture"] == chosen


def test_one_picture_is_deleted_and_the_others_stay(app) -> None:
    tints = {"red.jpg": (250, 0, 0), "green.jpg": (0, 250, 0)}
    app.file_uploader[0].set_value([(name, photo(tint), "image/jpeg") for name, tint in tints.items()])
    app.run()
    mine = app.session_state["own"]["pictures"]
    chosen = app.session_state["picture"]
    app.button(key=f"drop_{chosen}").click().run()
    assert not app.exception and not app.error
    assert chosen not in mine and len(mine) == 1
    assert f"drop_{chosen}" not in [button.key for button in app.button]
