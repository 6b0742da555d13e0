"""What runs in the browser is what the core and torch compute; the main gestures of the lesson."""

import itertools
import math

import numpy as np
import pytest
import torch
from torch import nn

from core.gan import browser_export, infer, objectives
from core.i18n.catalog import text
from core.ui.components import packed
from core.ui.components.gan import nets as gan_nets
from core.ui.parts.gan import PARTS
from tests.browser.looks import COUNT_MESSAGES, assert_fits, each_part, flaws_at, follow

ENGINE = packed.script("gan/pictures", "gan/engine", "gan/targets")
NETS = packed.script("halves", "gan/nets")
RUN = """([code, body, given]) => new Function("given", `${code};${body}`)(given)"""


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"gan.{key}", **facts)


@pytest.fixture(scope="module")
def blank(browser):
    """Return a function that runs a body of JavaScript after the scripts of an exhibit."""
    page = browser.new_page()
    yield lambda code, body, given=None: page.evaluate(RUN, [code, body, given])
    page.close()


def wait(page, root, condition: str) -> None:
    """Wait until a condition on the exhibit holds."""
    root.wait_for()
    page.wait_for_function(condition, arg=root.element_handle())


def torch_net(sizes: list[int], values: list[float]) -> nn.Sequential:
    """Return the network of gan_engine.js with these weights, in float64."""
    layers, at = [], 0
    for into, out in itertools.pairwise(sizes):
        linear = nn.Linear(into, out, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(
                torch.tensor(values[at : at + into * out], dtype=torch.float64).view(out, into)
            )
            linear.bias.copy_(
                torch.tensor(values[at + into * out : at + into * out + out], dtype=torch.float64)
            )
        at += into * out + out
        layers += [linear, nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers[:-1])


def flat(slopes: list[torch.Tensor]) -> np.ndarray:
    return np.concatenate([slope.ravel().numpy() for slope in slopes])


def test_losses_in_the_browser_are_those_of_the_core_in_values_and_slopes(blank) -> None:
    real, fake = [0.3, -1.2, 4.0], [-2.0, 0.1, 1.5]
    body = """const real = Float64Array.from(given[0]), fake = Float64Array.from(given[1]);
      return [detectiveLoss(real, fake), forgerLoss(fake, "practice"), forgerLoss(fake, "minimax")]
        .map((told) => [told.loss, [...(told.dReal ?? []), ...told.dFake]]);"""
    found = blank(ENGINE, body, [real, fake])
    x, y = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (real, fake))
    for (loss, slopes), expected, by in zip(
        found,
        (
            objectives.discriminator_loss(x, y),
            objectives.generator_loss(y),
            objectives.saturating_generator_loss(y),
        ),
        ((x, y), (y,), (y,)),
        strict=True,
    ):
        assert loss == pytest.approx(expected.item(), rel=1e-12)
        assert slopes == pytest.approx(flat(list(torch.autograd.grad(expected, by))), rel=1e-9)


@pytest.mark.parametrize(("objective", "optimizer"), [("practice", "adam"), ("minimax", "slide")])
def test_a_round_in_the_browser_is_torchs(blank, objective: str, optimizer: str) -> None:
    body = """const usual = { batch: 5, rounds: 2, head: 0, rateD: 0.01, rateG: 0.02 };
      const game = new Game({ ...usual, ...given, target: shape("ring", []).point }, 3), drawn = [];
      const nets = () => [[...game.forger.values], [...game.detective.values]];
      for (const name of ["draw", "real"]) {
        const make = game[name].bind(game);
        game[name] = (n) => { const got = make(n); drawn.push([...got]); return got; };
      }
      const before = nets(), { pull, points } = game.look();
      game.round(); game.round();
      const { losses } = game, noise = [...game.noise];
      return { before, after: nets(), drawn, losses, pull: [...pull], noise, points: [...points] };"""
    told = blank(ENGINE, body, {"objective": objective, "optimizer": optimizer})
    forger, detective = (
        torch_net(s, v) for s, v in zip(([2, 32, 32, 2], [2, 32, 32, 1]), told["before"], strict=True)
    )
    forger_loss = (
        objectives.generator_loss if objective == "practice" else objectives.saturating_generator_loss
    )

    points = forger(torch.tensor(told["noise"], dtype=torch.float64).view(-1, 2)).detach().requires_grad_()
    assert flat([points.detach()]) == pytest.approx(told["points"], rel=1e-9)
    (slopes,) = torch.autograd.grad(forger_loss(detective(points)[:, 0]), points)
    assert told["pull"] == pytest.approx(flat([-len(points) * slopes]), rel=1e-8, abs=1e-12)

    make = torch.optim.Adam if optimizer == "adam" else torch.optim.SGD
    more = {"betas": (0.5, 0.99)} if optimizer == "adam" else {}
    steps = make(detective.parameters(), 0.01, **more), make(forger.parameters(), 0.02, **more)
    drawn = iter(torch.tensor(values, dtype=torch.float64).view(-1, 2) for values in told["drawn"])
    for _, d_loss, g_loss in told["losses"]:
        for _ in range(2):
            real, fake = next(drawn), forger(next(drawn)).detach()
            loss = objectives.discriminator_loss(detective(real)[:, 0], detective(fake)[:, 0])
            steps[0].zero_grad(), loss.backward(), steps[0].step()
        assert d_loss == pytest.approx(loss.item(), rel=1e-9)
        loss = forger_loss(detective(forger(next(drawn)))[:, 0])
        steps[1].zero_grad(), loss.backward(), steps[1].step()
        assert g_loss == pytest.approx(loss.item(), rel=1e-9)
    for net, values in zip((forger, detective), told["after"], strict=True):
        parameters = [p.detach() for p in net.parameters()]
        assert flat(parameters) == pytest.approx(np.array(values), rel=1e-7, abs=1e-10)


@pytest.mark.slow
def test_the_ring_is_learnt_and_too_fast_a_generator_collapses(blank) -> None:
    body = """const aim = shape(given.name, []), random = chance(5), real = new Float64Array(512);
      for (let i = 0; i < 256; i++) real.set(aim.point(random), 2 * i);
      const how = { batch: 128, rounds: 1, head: 0, objective: "practice", optimizer: "adam", ...given };
      const game = new Game({ ...how, target: aim.point }, 1);
      for (let i = 0; i < given.upto; i++) game.round();
      const look = game.look(game.draw(300)), found = reached(aim.parts, real, look.points);
      const fake = look.says.reduce((a, b) => a + b) / 300;
      return { parts: found.hits.filter(Boolean).length, good: found.good, fake };"""
    ring = blank(ENGINE, body, {"name": "ring", "rateD": 0.005, "rateG": 0.005, "upto": 700})
    assert ring["parts"] == 8 and ring["good"] > 0.8 and abs(ring["fake"] - 0.5) < 0.15
    eight = blank(ENGINE, body, {"name": "eight", "rateD": 0.0005, "rateG": 0.02, "upto": 300})
    assert eight["parts"] <= 3


def test_pictures_and_opinions_in_the_browser_are_the_cores(blank) -> None:
    made = infer.sample(3, 5)
    sent = gan_nets.networks(browser_export.plain("gan_fashion"))
    codes = np.concatenate([made.latents, made.classes], 1).tolist()
    body = """const nets = new GanNets(given.nets);
      return given.codes.map((code) => {
        const picture = nets.picture(code);
        return [[...picture], nets.opinion(picture, code.slice(64))];
      });"""
    for (picture, opinion), image, score in zip(
        blank(NETS, body, {"nets": sent, "codes": codes}), made.images, made.scores, strict=True
    ):
        np.testing.assert_allclose(np.reshape(picture, (28, 28)), image, atol=1e-2)
        assert opinion == pytest.approx(float(score), abs=1e-2)


def test_the_arc_keeps_its_length(blank) -> None:
    a, b = np.random.default_rng(0).normal(size=(2, 64))
    middle = blank(ENGINE, "return arc(given[0], given[1], 0.5);", [a.tolist(), b.tolist()])
    lengths = np.linalg.norm([a, b, middle], axis=1)
    assert lengths[:2].min() * 0.95 < lengths[2] < lengths[:2].max() * 1.05
    assert math.hypot(*middle) > 1.3 * np.linalg.norm((a + b) / 2)


def test_morph_sliders_and_sums_run_in_the_browser(server, open_page, settled) -> None:
    page = open_page(f"{server}/gan?lang=en")
    root = page.locator(".exhibit", has=page.locator(".wall"))
    wait(page, root, "e => e.dataset.opinion")
    page.get_by_role("button", name=said("wall.pause")).or_(
        page.get_by_role("button", name=said("wall.play"))
    ).first.click()
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    scrub = page.get_by_label(said("wall.scrub"))
    means = set()
    for t in ("0", "0.5", "1"):
        scrub.fill(t)
        means.add(root.get_attribute("data-mean"))
    assert len(means) == 3
    page.get_by_role("radio", name=said("wall.slide")).click()
    before = root.get_attribute("data-mean")
    page.get_by_label(said("wall.direction", n=1)).fill("3")
    assert root.get_attribute("data-mean") != before
    assert page.evaluate("window.messages") == 0
    page.get_by_role("radio", name=said("wall.add")).click()
    for tile in (3, 17, 40):
        page.locator(".wall button").nth(tile).click()
    assert page.locator(".wall button.pinned").count() == 3
    page.wait_for_url("**pins=*")
    place = page.locator(".wall u").nth(19).evaluate("e => e.style.backgroundPosition")
    assert [float(part.rstrip("%")) for part in place.split()] == pytest.approx([300 / 7, 200 / 7], abs=0.01)


def test_skies_change_into_each_other_and_grow_up_in_colour(server, open_page, settled) -> None:
    page = open_page(f"{server}/gan?lang=en&subject=skies")
    root = page.locator(".exhibit", has=page.locator(".wall"))
    wait(page, root, "e => e.dataset.pins === '16.27'")
    colours = """e => { const c = e.querySelector("canvas"), paint = c.getContext("2d");
      const d = paint.getImageData(0, 0, c.width, c.height).data, sum = [0, 0, 0];
      d.forEach((v, i) => { if (i % 4 < 3) sum[i % 4] += v; }); return sum; }"""
    page.get_by_role("button", name=said("skies.wall.pause")).or_(
        page.get_by_role("button", name=said("skies.wall.play"))
    ).first.click()
    scrub, seen = page.get_by_label(said("skies.wall.scrub")), []
    for t in ("0", "0.5", "1"):
        scrub.fill(t)
        seen.append(root.evaluate(colours))
    assert seen[0] != seen[1] != seen[2] and len(set(seen[2])) == 3, "pictures in colour, all of them others"
    page.locator(".wall button").nth(3).click()
    page.wait_for_url("**sky_pins=3.27*")
    settled(page)
    assert page.locator(".wall button.pinned").count() == 2
    follow(page, settled, f"{server}/gan?lang=en&part=history&subject=skies&age=4")
    root = page.locator(".exhibit").first
    wait(page, root, "e => e.dataset.age === '4'")
    assert page.locator(".wall canvas").count() == 16 and len(set(root.evaluate(colours))) == 3


def test_lab_plays_steps_and_slows_down_without_the_server(server, open_page, settled) -> None:
    page = open_page(f"{server}/gan?lang=en&part=lab")
    root = page.locator(".exhibit").first
    wait(page, root, "e => Number(e.dataset.step) > 20")
    page.get_by_role("button", name=said("lab.words.pause")).click()
    settled(page)
    early = "([e, real]) => { const lab = Object.create(e.exhibit); lab.game = { step: 7 };"
    early += " lab.seen = { ...e.exhibit.seen, size: 1, real, fake: 0.03 }; return lab.sentence(); }"
    handle = root.element_handle()
    assert page.evaluate(early, [handle, 0.4]) == said("lab.words.said_start")
    assert "The detective is ahead: 0.98" in page.evaluate(early, [handle, 0.98])
    page.evaluate(COUNT_MESSAGES)
    nets = "e => [e.exhibit.game.forger.values[0], e.exhibit.game.detective.values[0]]"
    first = root.evaluate(nets)
    page.get_by_role("button", name=said("lab.words.stepD"), exact=True).click()
    second = root.evaluate(nets)
    assert second[0] == first[0] and second[1] != first[1], "only the discriminator learns"
    page.get_by_role("button", name=said("lab.words.stepG"), exact=True).click()
    third = root.evaluate(nets)
    assert third[0] != second[0] and third[1] == second[1], "only the generator learns"
    page.get_by_role("button", name=said("lab.words.slow")).click()
    for number in (1, 2):
        wait(page, root, f"e => e.querySelector('.said').textContent.startsWith('{number}/5')")
        assert said(f"lab.words.slow{number}") in page.locator(".said").inner_text()
    assert page.evaluate("window.messages") == 0
    page.get_by_role("radio", name=said("lab.words.eight")).click()
    page.wait_for_url("**lab=eight*")


@pytest.mark.slow
def test_no_part_is_wider_than_a_phone(server, open_page, settled) -> None:
    page = open_page(f"{server}/gan?lang=ko", width=390, height=800, motion=False)
    for part in each_part(page, settled, "gan", PARTS):
        assert_fits(page, part)
        if part == "history":
            assert flaws_at(page, settled, 1400, 1100, 390) == []
    follow(page, settled, f"{server}/gan?lang=ko&subject=skies")
    for part in each_part(page, settled, "gan", ("sample", "history", "quality")):
        page.get_by_role("radio", name=said("subjects.skies", "ko"), checked=True).wait_for()
        assert_fits(page, part)
