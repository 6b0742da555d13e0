"""The denoising lesson: what it says is what was computed."""

import re

import numpy as np
import pytest

from core.denoising import infer, latent, quality
from core.figures import theme
from core.i18n.catalog import LANGUAGES, Words, text
from core.media import cutout, sketches
from core.ui.parts.denoising import SITUATIONS, compared
from tests.pages.presets import by_name


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_boltzmann_machine_from_noise_tells_its_energy(open_lesson, lang: str) -> None:
    app = open_lesson("denoising", lang, part="layers", layer_view="rbm", rbm_start="noise")
    assert "−aᵀv − bᵀh − vᵀWh" in app.info[0].value


@pytest.mark.slow
def test_every_situation_is_one_click_away(open_lesson) -> None:
    said = set()
    for name, (part, _) in by_name(SITUATIONS).items():
        app = open_lesson("denoising", "en", part=part)
        app.button(key=f"preset_{name}").click().run()
        assert not app.exception and not app.error
        said.add(app.info[0].value)
    assert len(said) == len(by_name(SITUATIONS))


def test_the_verdict_is_that_of_the_level_in_the_link(open_lesson) -> None:
    app = open_lesson("denoising", "en", noise_level_gaussian="0.5")
    found = infer.sweep(infer.garments()[-1, 2], "gaussian", 0, "denoiser_garments")
    at = int(np.abs(found.levels - 0.5).argmin())
    for value in (found.psnr["noisy"][at], found.psnr["network"][at], found.psnr[found.best_filter(at)][at]):
        assert theme.number(float(value), 1) in app.info[0].value


def test_the_challenge_is_met_where_the_median_leads_and_nowhere_else(open_lesson) -> None:
    boot = infer.garments()[-1, 2]
    for kind in ("salt_pepper", "mask"):
        found = infer.sweep(boot, kind, 0, "denoiser_garments")
        lead = found.psnr["median"] - found.psnr["network"]
        for at in {int(lead.argmax()), int(lead.argmin())}:
            link = {"noise": kind, f"noise_level_{kind}": f"{found.levels[at]:g}"}
            app = open_lesson("denoising", "en", **link)
            assert bool(app.success) == (lead[at] > 0)
        app.toggle(key=f"noise_never_{kind}").set_value(True).run()
        assert bool(app.success) == bool((lead <= 0).all())


def test_the_wrong_network_is_named_and_meets_no_challenge(open_lesson) -> None:
    app = open_lesson("denoising", "en", noise_from="digit", noise_other="true")
    assert "learnt clothes only" in app.info[0].value and not app.success
    noisy = infer.sweep(cutout.digit(sketches.digit("3")).picture, "gaussian", 0, "denoiser_garments")
    at = int(np.abs(noisy.levels - 0.3).argmin())
    right = quality.psnr(noisy.clean[None], infer.denoise(noisy.images["noisy"][at][None], "denoiser_digits"))
    assert f"The right one reaches **{theme.number(float(right[0]), 1)}" in app.info[0].value


def test_a_digit_that_nobody_has_drawn_over_is_not_called_a_drawing_of_the_learner(open_lesson) -> None:
    app = open_lesson("denoising", "en", part="bottleneck", noise_from="digit")
    assert "(digit 3)" in app.info[1].value
    app.session_state["own"]["denoise"] = ("3", sketches.digit("8"))
    app.run()
    assert "(my drawing)" in app.info[1].value


@pytest.mark.parametrize(
    ("bottleneck", "ends"), [("2", (False, True)), ("16", (True, True)), ("128", (True, False))]
)
def test_a_bottleneck_is_compared_with_the_other_ends_only(open_lesson, bottleneck, ends) -> None:
    said = open_lesson("denoising", "en", part="bottleneck", bottleneck=bottleneck).info[0].value.lower()
    assert ("two numbers" in said, " 128 numbers" in said) == ends


def test_a_lead_is_the_difference_of_the_numbers_that_are_shown() -> None:
    say = Words("en", "denoising")
    for network, best, said in (
        (21.35, 16.64, "ahead by 4.8"),
        (28.6, 29.84, "wins by 1.2"),
        (16.94, 16.9, "as good"),
    ):
        assert said in compared.told(say, 12.0, network, "median", best).replace("\xa0", " ")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_photo_is_cleaned_and_told_in_decibels(open_lesson, lang: str) -> None:
    app = open_lesson("denoising", lang, noise_from="photo", noise="salt_pepper", photo="cat")
    assert text(lang, "denoising.photo.only_gaussian") in app.info[0].value
    assert len(re.findall(r"\d+\.\d", app.info[0].value)) >= 4


def test_the_meter_knows_clothes_and_not_an_umbrella(open_lesson) -> None:
    known = open_lesson("denoising", "en", part="bottleneck")
    assert "looks like clothes" in known.info[1].value
    strange = open_lesson("denoising", "en", part="bottleneck", noise_from="digit")
    assert "Unknown" in strange.info[1].value


@pytest.mark.parametrize("part", ["door", "bottleneck"])
def test_links_from_before_the_bottleneck_had_its_name_show_the_same(open_lesson, part: str) -> None:
    app = open_lesson("denoising", "en", part=part, door="4", door_other="true", seed="1")
    assert app.info[0].value.startswith("4 numbers") and app.toggle(key="bottleneck_other").value
    assert {name: app.query_params[name] for name in app.query_params if "door" in name} == {}
    assert app.query_params["bottleneck"] == "4" and app.query_params["seed"] == "1"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_by_chance_are_counted_for_both_networks_and_told(open_lesson, lang: str) -> None:
    app = open_lesson("denoising", lang, part="vae", vae_from="garment")
    tried = latent.tried("garments")
    kinds = {}
    for kind in latent.KINDS:
        made = latent.drawn(kind, "garments", latent.prior(latent.SHOWN, 3))
        kinds[f"{kind}_kinds"] = len(set(made.named[made.sure].tolist()))
    assert kinds["vae_kinds"] > kinds["plain_kinds"]
    facts = {"all": latent.SHOWN, "known": text(lang, "denoising.subjects.garments"), "n": "1,000"}
    facts |= kinds | {f"{name}_found": one.found for name, one in tried.items()}
    for sentence in ("prior_verdict_few", "prior_verdict_more", "prior_verdict_wide"):
        assert text(lang, f"denoising.{sentence}", **facts) in app.info[0].value


def test_a_draw_that_misleads_is_called_so_and_the_next_one_is_drawn(open_lesson) -> None:
    app = open_lesson("denoising", "en", part="vae", vae_from="garment", prior_draw="13")
    assert "can mislead" in app.info[0].value
    app.button(key="prior_again").click().run()
    assert app.session_state["prior_draw"] == "14" and not app.exception
    assert "can mislead" not in app.info[0].value
    assert not open_lesson("denoising", "en", part="vae", prior_draw="x9").exception


def test_the_two_terms_of_a_picture_are_told_with_their_sum(open_lesson) -> None:
    app = open_lesson("denoising", "en", part="vae", vae_from="garment", vae_beta="true")
    own = latent.cloud(infer.garments()[-1, 2], "garments")
    for value in latent.in_tenths(own.reconstruction, own.divergence):
        assert theme.number(value, 1) in app.info[1].value
    assert "paid for in rebuilding" in app.info[1].value
    assert any("rebuilding + **β** · KL" in said.value for said in app.markdown)


@pytest.mark.slow
@pytest.mark.parametrize("learner", ["autoencoder", "rbm"])
def test_a_training_on_the_page_ends_with_what_it_can_do(open_lesson, learner: str) -> None:
    epochs = {"train_epochs": "15", "train_rbm_epochs": "10"}
    app = open_lesson("denoising", "en", part="train", learner=learner, **epochs)
    assert text("en", "denoising.train_open") == app.info[0].value
    app.button(key="denoise_begin").click().run()
    assert not app.exception and not app.error
    assert ("297 digits it never saw" if learner == "autoencoder" else "After 10 passes") in app.info[0].value


def test_digits_without_noise_are_not_said_to_be_made_worse(open_lesson) -> None:
    app = open_lesson("denoising", "en", part="train", train_level="0", train_epochs="5")
    app.button(key="denoise_begin").click().run()
    told = app.info[0].value
    assert "clean ones: rebuilt to" in told and "inf" not in told and "worse" not in told
