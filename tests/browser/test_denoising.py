"""The level, the bottleneck, the map and the Gibbs chain move in the browser."""

import numpy as np
import pytest

from core.denoising import infer, latent
from tests.browser.looks import flaws_at

VERDICT = "[data-testid=stAlert]"


@pytest.mark.slow
def test_the_level_moves_at_once_and_the_verdict_follows(server, open_page, settled) -> None:
    page = open_page(f"{server}/denoising?lang=en", motion=False)
    exhibit = page.locator(".exhibit[data-winner]")
    exhibit.wait_for()
    settled(page)
    before = page.locator(VERDICT).first.inner_text()
    page.locator(".exhibit input[type=range]").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert exhibit.get_attribute("data-at") == "9"
    page.wait_for_url("**noise_level_gaussian=0.5*")
    settled(page)
    assert exhibit.get_attribute("data-at") == "9"
    assert page.locator(VERDICT).first.inner_text() != before


@pytest.mark.slow
def test_a_click_on_the_map_draws_what_the_network_would(server, open_page, settled) -> None:
    page = open_page(f"{server}/denoising?lang=en&part=bottleneck", motion=False)
    page.locator(".row button").nth(0).click()
    page.wait_for_url("**bottleneck=2*")
    settled(page)
    exhibit = page.locator(".exhibit[data-code]")
    box = page.locator(".map svg").bounding_box()
    page.locator(".map svg").scroll_into_view_if_needed()
    for x, y in ((0.2, 0.3), (0.7, 0.6)):
        page.locator(".map svg").click(position={"x": x * box["width"], "y": y * box["height"]})
        code = np.array([[float(v) for v in exhibit.get_attribute("data-code").split(",")]])
        drawn = infer.decode(code, infer.decoder("garments"))[0] * 255
        assert float(exhibit.get_attribute("data-sum")) == pytest.approx(drawn.sum(), rel=0.01)
    page.locator(".map svg").focus()
    before = exhibit.get_attribute("data-code")
    page.keyboard.press("ArrowLeft")
    assert exhibit.get_attribute("data-code") != before
    assert flaws_at(page, settled, 1100, 390) == []


@pytest.mark.slow
def test_both_maps_and_the_cloud_draw_what_the_networks_would(server, open_page, settled) -> None:
    page = open_page(f"{server}/denoising?lang=en&part=vae&vae_from=garment", motion=False)
    page.locator(".exhibit[data-noise]").wait_for()
    settled(page)
    for at, kind in enumerate(latent.KINDS):
        side, layers = page.locator(".sides section").nth(at), latent.decoder(kind, "garments")
        side.locator("svg").focus()
        before = side.get_attribute("data-code")
        page.keyboard.press("ArrowLeft")
        assert side.get_attribute("data-code") != before
        code = np.array([[float(v) for v in side.get_attribute("data-code").split(",")]])
        drawn = infer.decode(code, layers)[0] * 255
        assert float(side.get_attribute("data-sum")) == pytest.approx(drawn.sum(), rel=0.01)
    cloud, own = page.locator(".exhibit[data-noise]"), latent.cloud(infer.garments()[-1, 2], "garments")
    cloud.locator("svg").focus()
    page.keyboard.press("ArrowDown")
    noise, code = (
        np.array([float(v) for v in cloud.get_attribute(f"data-{name}").split(",")])
        for name in ("noise", "code")
    )
    assert noise.tolist() == [1, 0.75] and code == pytest.approx(own.mean + own.spread * noise, abs=1e-4)
    cloud.locator(".again").click()
    page.wait_for_url("**cloud_draw=4*")
    settled(page)
    assert flaws_at(page, settled, 1100, 390) == []


@pytest.mark.slow
def test_a_gibbs_chain_is_walked_half_step_by_half_step_on_a_phone(server, open_page, settled) -> None:
    page = open_page(
        f"{server}/denoising?lang=ko&part=layers&layer_view=rbm", width=390, height=800, motion=False
    )
    exhibit = page.locator(".exhibit[data-half]")
    exhibit.wait_for()
    page.locator(".exhibit .next").click()
    assert exhibit.get_attribute("data-half") == "1"
    assert page.locator(".exhibit .grid canvas.on").count() > 0
    page.locator(".exhibit .next").click()
    assert exhibit.get_attribute("data-half") == "2"
    assert page.locator(".exhibit .grid canvas.on").count() == 0
    assert page.evaluate("() => document.scrollingElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.slow
def test_a_training_can_be_stopped_and_what_came_out_stays(server, open_page, settled) -> None:
    page = open_page(f"{server}/denoising?lang=en&part=train&train_epochs=200", motion=False)
    page.get_by_role("button", name="Begin to learn").click()
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector(f"{VERDICT}:has-text('Stopped at')")


@pytest.mark.slow
def test_the_handle_is_dragged_across_a_photo(server, open_page, settled) -> None:
    page = open_page(f"{server}/denoising?lang=en&noise_from=photo", motion=False)
    exhibit = page.locator(".exhibit[data-right]")
    exhibit.wait_for()
    settled(page)
    page.locator(".handle").focus()
    page.keyboard.press("Home")
    assert exhibit.get_attribute("data-at") == "0"
    page.keyboard.press("ArrowRight")
    assert exhibit.get_attribute("data-at") == "2"
    page.get_by_role("radio", name="Median").click()
    assert exhibit.get_attribute("data-right") == "2"
