"""A photo goes in, guesses come out; two people never see each other's."""

import io

import pytest
from PIL import Image

from core.i18n.catalog import text
from tests.browser.looks import follow

UPLOAD = "[data-testid=stMain] [data-testid=stFileUploader] input[type=file]"
MINE = "[role=radio][aria-label*='{name}']"


def photo(colour: tuple[int, int, int], name: str, kind: str = "JPEG") -> dict:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, kind)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def shown_colour(page) -> tuple[int, ...]:
    """Return the colour in the middle of the large photo on the stage."""
    image = page.locator("[data-testid=stMain] [data-testid=stImage] img").first
    image.wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stMain] [data-testid=stImage] img').complete"
    )
    shot = Image.open(io.BytesIO(image.screenshot())).convert("RGB")
    return shot.getpixel((shot.width // 2, shot.height // 2))


def test_own_photo_is_classified_and_can_be_deleted(server, open_page, settled) -> None:
    page = open_page(f"{server}/classification?lang=en", motion=False)
    page.set_input_files(UPLOAD, [photo((220, 30, 30), "mine.jpg")])
    page.wait_for_selector(MINE.format(name="mine.jpg"))
    settled(page)
    r, g, b = shown_colour(page)
    assert r > 180 and g < 80 and b < 80
    page.get_by_role("button", name=text("en", "common.delete_pictures")).click()
    page.wait_for_selector(MINE.format(name="mine.jpg"), state="detached")


def test_iphone_photo_opens(server, open_page, settled) -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    page = open_page(f"{server}/classification?lang=en", motion=False)
    page.set_input_files(UPLOAD, [photo((30, 30, 220), "IMG_0001.HEIC", "HEIF")])
    page.wait_for_selector(MINE.format(name="IMG_0001.HEIC"))
    settled(page)
    assert shown_colour(page)[2] > 180


def test_bad_file_gets_one_sentence(server, open_page, settled) -> None:
    page = open_page(f"{server}/classification?lang=ko", motion=False)
    bad = {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"hello"}
    page.set_input_files(UPLOAD, [bad])
    page.wait_for_selector(f"text={text('ko', 'errors.not_an_image')}")
    settled(page)
    assert page.locator("[data-testid=stMain] [data-testid=stImage] img").count() >= 1


def test_sample_is_chosen_by_click_and_keys_and_travels_in_the_link(server, open_page, settled) -> None:
    page = open_page(f"{server}/classification?lang=en", motion=False)
    page.get_by_role("radio", name=text("en", "common.samples.cat")).click()
    page.wait_for_url("**photo=cat*")
    settled(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !location.search.includes('photo=cat')")
    settled(page)
    follow(page, settled, f"{server}/classification?lang=en&photo=cat")
    chosen = page.get_by_role("radio", name=text("en", "common.samples.cat"))
    assert chosen.get_attribute("aria-checked") == "true"


@pytest.mark.slow
def test_two_people_never_see_each_others_photo_or_settings(server, open_page, settled) -> None:
    red, blue = (open_page(f"{server}/classification?lang={lang}", motion=False) for lang in ("en", "ko"))
    red.set_input_files(UPLOAD, [photo((220, 20, 20), "red.jpg")])
    blue.set_input_files(UPLOAD, [photo((20, 20, 220), "blue.jpg")])
    for page, name in ((red, "red.jpg"), (blue, "blue.jpg")):
        page.wait_for_selector(MINE.format(name=name))
        settled(page)
    for _ in range(3):
        assert shown_colour(red)[0] > 180 > shown_colour(red)[2]
        assert shown_colour(blue)[2] > 180 > shown_colour(blue)[0]
        assert red.locator(MINE.format(name="blue.jpg")).count() == 0
        assert blue.locator(MINE.format(name="red.jpg")).count() == 0
        assert red.locator("h1").inner_text() == text("en", "classification.name")
        assert blue.locator("h1").inner_text() == text("ko", "classification.name")
        red.reload()
        red.wait_for_selector("h1")
        settled(red)
        red.set_input_files(UPLOAD, [photo((220, 20, 20), "red.jpg")])
        red.wait_for_selector(MINE.format(name="red.jpg"))
        settled(red)


def test_answers_stand_beside_their_own_photo_where_files_never_come(server, open_page, settled) -> None:
    page = open_page(f"{server}/classification?lang=en", motion=False)
    page.route("**/media/**", lambda route: None)  # a network so slow that nothing fetched by name arrives
    page.set_input_files(UPLOAD, [photo((220, 30, 30), "mine.jpg")])
    page.wait_for_selector(MINE.format(name="mine.jpg"))
    settled(page)
    r, g, b = shown_colour(page)
    assert r > 180 and g < 80 and b < 80
