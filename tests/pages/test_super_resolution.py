"""The page on super-resolution, with whichever of its networks are bundled."""

import pytest

from core.i18n.catalog import Words, text
from core.super_resolution import detail as worth
from core.super_resolution import infer, models, plates
from core.ui.parts.super_resolution import compare, detail, enlarge


def said(key: str, **facts: object) -> str:
    return text("en", f"super_resolution.{key}", **facts)


def start(key: str, fact: str) -> str:
    """Return a sentence of the page up to its first fact."""
    blank = {name: "@" for name in fact.split()}
    return said(key, **blank).partition("@")[0]


@pytest.fixture
def without_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(infer, "here", list)


@pytest.mark.parametrize("part", ["compare", "enlarge", "detail", "plate"])
@pytest.mark.parametrize("scale", ["2", "4"])
def test_without_any_network_every_part_says_so_and_goes_on(
    open_lesson, without_networks, part: str, scale: str
) -> None:
    app = open_lesson("super_resolution", "en", part=part, sr_scale=scale)
    gone = " · ".join(said(f"ways.{way}") for way in infer.TAUGHT)
    shown = "4" if part == "plate" else scale
    assert said("missing", names=gone, scale=shown) in [c.value for c in app.caption]
    assert len(app.info) == 1 and not [b for b in app.button if b.key == "enlarge_begin"]


def test_one_network_of_two_is_enough(open_lesson, monkeypatch) -> None:
    fewer = [name for name in models.here() if name == "sr_x4"]
    if not fewer:
        pytest.skip("sr_x4 is not bundled")
    monkeypatch.setattr(infer, "here", lambda: fewer)
    app = open_lesson("super_resolution", "en", part="compare")
    assert said("missing", names=said("ways.judged"), scale=4) in [c.value for c in app.caption]
    assert "SRGAN" not in app.info[0].value


def test_squares_beat_the_network_on_pixel_art_and_solve_the_challenge(open_lesson) -> None:
    if "sr_x4" not in models.here():
        pytest.skip("sr_x4 is not bundled")
    assert not open_lesson("super_resolution", "en", photo="astronaut").success
    app = open_lesson("super_resolution", "en", photo="pixel_art")
    assert len(app.success) == 1
    assert app.info[0].value.startswith(
        start("verdict_squared_error_loses_to_nearest", "nearest_db squared_error_db")
    )


def test_test_photos_are_told_where_the_card_has_them(monkeypatch) -> None:
    words, found = Words("en", "super_resolution"), {"psnr": 27.5, "ssim": 0.7, "lite0_distance": 0.5}
    cards = {"srgan_x4": {"measured": dict.fromkeys(("bicubic", "squared_error", "network"), found)}}
    monkeypatch.setattr(infer, "here", lambda: ["srgan_x4", "srgan_x2"])
    monkeypatch.setattr(compare.cards, "read", lambda name: cards.get(name, {}))
    told = compare.tested(words, 4)[0].replace("\u00a0", " ")
    assert "27.50 · 27.50 · 27.50 dB, feature distance 0.500" in told
    assert compare.tested(words, 2) == []


@pytest.mark.parametrize(
    ("psnr", "key"),
    [
        ({}, "plain_bicubic"),
        ({"nearest": 28.0}, "plain_nearest"),
        ({"squared_error": 27.0, "judged": 25.0}, "squared_error_wins"),
        ({"squared_error": 25.0}, "squared_error_loses_to_bicubic"),
        ({"nearest": 30.0, "squared_error": 27.0}, "squared_error_loses_to_nearest"),
        ({"judged": 25.0}, "judged_loses_to_bicubic"),
        ({"judged": 27.0}, "judged_wins"),
        ({"nearest": float("inf"), "bicubic": float("inf"), "squared_error": float("inf")},
         "squared_error_loses_to_nearest"),
    ],
)  # fmt: skip
def test_the_first_sentence_follows_the_decibels(psnr: dict[str, float], key: str) -> None:
    assert compare.first({"nearest": 24.0, "bicubic": 26.0} | psnr) == key


@pytest.mark.parametrize(
    ("db", "far", "key"),
    [
        ((29, 27), (0.3, 0.2), "gan_lower_nearer"),
        ((29, 27), (0.3, 0.4), "gan_lower_farther"),
        ((29, 30), (0.3, 0.2), "gan_higher_nearer"),
        ((29, 30), (0.3, 0.4), "gan_higher_farther"),
        ((29, 27), (), "gan_lower"),
        ((29, 30), (), "gan_higher"),
    ],
)
def test_the_second_sentence_follows_both_distances(db: tuple, far: tuple, key: str) -> None:
    psnr, apart = (dict(zip(infer.TAUGHT, values, strict=False)) for values in (db, far))
    assert compare.second(compare.Seen({}, psnr, {}, apart, (1, 1), (0, 0))) == key


@pytest.mark.parametrize(
    ("r", "grade"), [(0.9, "mostly"), (0.6, "partly"), (0.2, "invented"), (-0.3, "invented")]
)
def test_the_sentence_on_detail_follows_its_agreement(r: float, grade: str) -> None:
    assert detail.grade(r) == grade


@pytest.mark.parametrize(
    ("careful", "bold", "kind"),
    [
        ((0.74, 0.71), (0.75, 0.69), "bold"),
        ((0.74, 0.688), (0.75, 0.686), "better"),
        ((0.752, 0.71), (0.754, 0.69), "timid"),
        ((0.80, 0.71), (0.75, 0.69), "timid"),
    ],
)
def test_networks_that_are_shown_as_alike_are_not_called_different(careful, bold, kind: str) -> None:
    ways = (worth.Detail(*numbers, 0.5) for numbers in (careful, bold))
    beginning = said(f"detail_{kind}", amount="@", r="").partition("@")[0]
    assert detail.bolder(Words("en", "super_resolution"), *ways).startswith(beginning)


def test_a_photo_is_enlarged_and_can_be_saved(open_lesson, monkeypatch) -> None:
    networks = [way for way in infer.ways_here(2) if way in infer.TAUGHT]
    if not networks:
        pytest.skip("no network for ×2 is bundled")
    monkeypatch.setattr(enlarge.whole_photo, "MOST", 200 * 200)
    app = open_lesson("super_resolution", "en", part="enlarge", sr_scale="2", photo="coffee")
    assert [c for c in app.caption if c.value.startswith(start("enlarge_cut", "w h limit"))]
    app.button(key="enlarge_begin").click().run()
    assert not app.exception and not app.error
    done = app.info[0].value
    assert done.endswith(
        said("enlarge_done", w="", h="", W="", H="", seconds="", tiles="", n="4", share="75%")[-90:]
    )


def test_a_plate_s_digits_are_counted_and_larger_ones_are_read_better(open_lesson) -> None:
    shares = []
    for height in ("8", "2"):
        app = open_lesson("super_resolution", "en", part="plate", plate_height=height, plate="31415")
        sentence = app.info[0].value
        assert "31415" in sentence
        before = said("plate_others", count=plates.SEVERAL, share="@").partition("@")[0]
        shares.append(float(sentence.split(before)[1].split("%")[0].lstrip("<")))
    assert shares[0] < 5 < 30 < shares[1]


def test_a_wrong_digit_is_marked(open_lesson) -> None:
    from core.ui.parts.super_resolution import plate

    assert plate.compared("4182", "4183") == "4 1 8 :red[**2**✗]"
    assert plate.either("308") == "**3**/0/8" and plate.either("5") == "**5**"


@pytest.mark.parametrize(
    ("digits", "kind"), [(["1", "2"], "sure"), (["1", "23"], "unsure"), (["12", "23"], "blind")]
)
def test_where_a_photo_settles_no_digit_nothing_is_called_the_other_places(monkeypatch, digits, kind) -> None:
    from core.i18n.catalog import Words
    from core.ui.parts.super_resolution import plate

    monkeypatch.setattr(plate.ways, "networks", lambda scale: ("judged",))
    monkeypatch.setattr(plate.queue, "ask", lambda *_: 0.5)
    told = plate.verdict(Words("en", "super_resolution"), "12", {"judged": "17"}, digits, (2, 40))
    assert (
        said(
            f"plate_wrong_{kind}",
            way=said("ways.judged"),
            true="12",
            said="17",
            wrong=1,
            n=2,
            sure=sum(len(one) == 1 for one in digits),
        )
        in told
    )
