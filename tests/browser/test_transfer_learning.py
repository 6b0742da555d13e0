"""Two classes are taught from uploads, a photo is taken out again, and the head goes into a file."""

import io
from pathlib import Path

import pytest
from PIL import Image

from core.i18n.catalog import text
from core.transfer_learning import head_file, sample_albums

UPLOAD = "[data-testid=stMain] [data-testid=stFileUploader] input[type=file]"


def said(key: str, **facts: object) -> str:
    return text("en", f"transfer_learning.{key}", **facts)


def photos(thing: str, count: int = 5) -> list[dict]:
    files = []
    for i in range(count):
        out = io.BytesIO()
        Image.fromarray(sample_albums.scene(thing, sample_albums.WALLS[i % 3], 30 + i)).save(out, "JPEG")
        files.append({"name": f"{thing}{i}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    return files


@pytest.mark.slow
def test_two_classes_are_taught_asked_corrected_and_saved(server, open_page, settled) -> None:
    page = open_page(f"{server}/transfer_learning?lang=en", motion=False)
    page.locator(".shelves section").nth(2).wait_for()
    page.get_by_role("button", name=said("start")).click()
    page.locator(".shelves .empty").nth(1).wait_for()
    settled(page)
    for at, thing in enumerate(("cup", "fish")):
        page.locator("label", has_text=said("class_with", name=f"Class {at + 1}", n=0)).click()
        page.locator(UPLOAD).first.set_input_files(photos(thing))
        page.locator(".shelves section").nth(at).locator(".strip button").nth(4).wait_for()
        settled(page)
    page.get_by_text("of 10").first.wait_for()
    rows = page.locator(".shelves section")
    assert "right in the test" in rows.first.inner_text()
    rows.first.locator(".strip button").first.click()
    assert "Class 1" in page.locator(".told p").inner_text()
    page.keyboard.press("ArrowRight")
    assert rows.first.locator(".strip button").nth(1).get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name=said("shelves.remove")).click()
    page.locator(".shelves .strip button").nth(9).wait_for(state="detached")
    settled(page)
    page.locator("button", has_text=said("views.save")).click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=said("download")).click()
    head = head_file.from_bytes(Path(download.value.path()).read_bytes())
    assert head.labels == ("Class 1", "Class 2")
    page.get_by_role("button", name=text("en", "common.delete_pictures")).click()
    page.locator(".shelves .empty").nth(1).wait_for()


def test_shelves_fit_a_phone_and_mark_what_was_mistaken(server, open_page) -> None:
    page = open_page(f"{server}/transfer_learning?lang=en&teach_set=few", width=390, height=844, motion=False)
    page.locator(".shelves [data-wrong=true]").first.wait_for()
    assert "✗" in page.locator(".shelves [data-wrong=true]").first.inner_text()
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= window.innerWidth")
