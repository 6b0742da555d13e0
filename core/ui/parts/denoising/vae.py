"""The variational autoencoder beside its plain twin: codes by chance, a picture's cloud, what it costs."""

import streamlit as st

from core.denoising import figures, latent
from core.denoising.latent import KINDS, Cloud, Drawn, Tried
from core.denoising.sizes import JUDGES, SIDE, SURE
from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import cards
from core.shared import link_values
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.denoising import cloud, prior_maps
from core.ui.parts.denoising import source
from core.ui.parts.denoising.source import Small

SOURCES = ("digit", "garment")
FIRST, MOST = "3", 9999
"""the draw at first, and the last one"""

COLLAPSED = 0.5
"""nats of divergence below which clouds say next to nothing of their pictures"""


@cache.per_session
def mine(key: str, subject: str, _picture: object, _say: Words) -> tuple[list[float], Cloud]:
    """Return the code of a picture in the plain twin, and its cloud in the VAE."""
    code = queue.ask(_say, latent.code, _picture, subject)
    return code, queue.ask(_say, latent.cloud, _picture, subject)


@st.cache_data(max_entries=2, show_spinner=False)
def tried(subject: str, _say: Words) -> dict[str, Tried]:
    """Return what very many codes by chance give."""
    return queue.ask(_say, latent.tried, subject)


@st.cache_data(max_entries=32, show_spinner=False)
def draws(subject: str, number: int, _say: Words) -> dict[str, Drawn]:
    """Return what both networks make of the same few codes."""
    codes = latent.prior(latent.SHOWN, number)
    return {kind: queue.ask(_say, latent.drawn, kind, subject, codes) for kind in KINDS}


@st.cache_resource(max_entries=4, show_spinner=False)
def network(kind: str, subject: str) -> tuple:
    """Return a decoder's layers, and codes of test pictures (classes, n, 2)."""
    return latent.decoder(kind, subject), latent.points(kind, subject)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        where = source.choose_kind(say, SOURCES, "vae_from")
        picture = source.small(say, where)
        judge = panels.title_of(JUDGES[picture.subject])
        st.caption(say("vae_about", judge=judge, limit=theme.percent(SURE)))
    code, own = mine(picture.key, picture.subject, picture.picture, say)
    with stage:
        by_chance(say, picture, code, own)
        st.subheader(say("cloud_title"), anchor=False)
        st.caption(say("cloud_note"))
        one_cloud(say, picture, own)
        costs(say, picture, own)
        if st.toggle(say("beta_title"), key="vae_beta", bind="query-params"):
            trade(say, picture.subject)
    panels.model_card(say, f"vae_{picture.subject}")


def number_of(key: str) -> int:
    """Return the number of a draw, which anybody may have written into the link."""
    return link_values.whole(controls.kept(key, FIRST), 1, MOST, int(FIRST))


def by_chance(say: Words, picture: Small, code: object, own: Cloud) -> None:
    """Draw both maps, and what both networks make of the same codes by chance."""
    subject = picture.subject
    number = number_of("prior_draw")
    again = say("prior_again", n=latent.SHOWN)
    st.button(again, key="prior_again", icon=":material/casino:", on_click=draw_again, args=(number,))
    made, names = draws(subject, number, say), source.class_names(say, subject)
    maps = []
    for kind, here in zip(KINDS, (code, own.mean), strict=True):
        layers, points = queue.ask(say, network, kind, subject)
        one, labels = made[kind], [names[k] for k in made[kind].named]
        facts = {"sure": int(one.sure.sum()), "all": len(labels), "kinds": kinds_in(one)}
        told = prior_maps.PriorMap(
            say(f"prior_title_{kind}"),
            say("prior_said", **facts),
            layers,
            points,
            latent.reach(points),
            here,
            one.codes,
            one.sure,
            labels,
        )
        maps.append(told)
    classes = prior_maps.Classes(names, source.COLOURS, SIDE)
    prior_maps.prior_maps(maps, classes, say.table("prior"), "prior_stage")
    tell(say, subject, made, tried(subject, say))


def draw_again(number: int) -> None:
    """Keep the number of the next draw."""
    controls.keep("prior_draw", str(number % MOST + 1), FIRST)


def kinds_in(one: Drawn) -> int:
    """Return how many classes the judge is sure to have seen."""
    return len(set(one.named[one.sure].tolist()))


def tell(say: Words, subject: str, made: dict[str, Drawn], many: dict[str, Tried]) -> None:
    """Say what the few codes gave, what very many give, and what the plain twin lacks."""
    facts = {f"{kind}_kinds": kinds_in(made[kind]) for kind in KINDS}
    facts |= {f"{name}_found": one.found for name, one in many.items()}
    facts |= {f"{name}_sure": theme.percent(one.sure) for name, one in many.items()}
    facts |= {
        "n": f"{latent.MANY:,}",
        "all": latent.SHOWN,
        "known": say(f"subjects.{subject}"),
        "real": theme.percent(cards.read(f"vae_{subject}")["sure_test"]),
    }
    ahead = many["vae"].found - many["plain"].found
    few_ahead = facts["vae_kinds"] - facts["plain_kinds"]
    said = [say("prior_verdict_few" if few_ahead > 0 else "prior_verdict_luck", **facts)]
    said.append(say("prior_verdict_more" if ahead > 0 else "prior_verdict_same", **facts))
    if many["wide"].found > many["plain"].found:
        said.append(say("prior_verdict_wide", **facts))
    panels.verdict(" ".join(said))
    st.caption(say("prior_note", **facts))


def one_cloud(say: Words, picture: Small, own: Cloud) -> None:
    """Draw the cloud that the picture becomes."""
    layers, _ = queue.ask(say, network, "vae", picture.subject)
    shown = cloud.PictureCloud(picture.picture, own.mean, own.spread, layers)
    take = controls.follow("cloud_draw", "cloud_stage", "draw", FIRST)
    cloud.cloud(shown, number_of("cloud_draw"), say.table("cloud"), "cloud_stage", take)


def costs(say: Words, picture: Small, own: Cloud) -> None:
    """Draw the two terms of the loss, for the picture and for test pictures, beside the plain twin's one."""
    subject = picture.subject
    usual, twin = (cards.read(f"{kind}_{subject}")["terms"] for kind in ("vae", "plain"))
    names = [picture.what, say("cost_usual"), say("cost_twin")]
    terms = [
        (own.reconstruction, own.divergence),
        (usual["reconstruction"], usual["divergence"]),
        (twin["reconstruction"], None),
    ]
    titles = [say(f"cost_{name}") for name in ("rebuild", "divergence", "axis")]
    numbers = {
        "rebuild": own.reconstruction,
        "divergence": own.divergence,
        "sum": latent.in_tenths(own.reconstruction, own.divergence)[-1],
        "floor": own.floor,
        "usual": usual["reconstruction"],
        "twin": twin["reconstruction"],
    }
    facts = {name: theme.number(value, 1) for name, value in numbers.items()}
    st.subheader(say("cost_title"), anchor=False)
    panels.chart(figures.costs(names, terms, titles), say("cost_alt", **facts), "vae_costs")
    st.caption(say("cost_note", **facts))
    better = twin["reconstruction"] < usual["reconstruction"]
    ends = say("cost_twin_better" if better else "cost_twin_not_better", **facts)
    panels.verdict(f"{say('cost_verdict', **facts)} {ends}")


def trade(say: Words, subject: str) -> None:
    """Draw what other weights β of the divergence give."""
    kept = cards.read(f"vae_{subject}")["trade"]
    rows = kept["rows"]
    names = [f"β = {row['beta']:g}" for row in rows]
    terms = [(row["reconstruction"], row["divergence"]) for row in rows]
    titles = [say(f"cost_{name}") for name in ("rebuild", "divergence", "axis")]
    first, last = rows[0], rows[-1]
    best = min(rows, key=lambda row: row["reconstruction"] + row["divergence"])
    facts = {
        "best": f"{best['beta']:g}",
        "steps": f"{kept['steps']:,}",
        "small": f"{first['beta']:g}",
        "large": f"{last['beta']:g}",
        "small_rebuild": theme.number(first["reconstruction"], 1),
        "large_rebuild": theme.number(last["reconstruction"], 1),
        "small_divergence": theme.number(first["divergence"], 1),
        "large_divergence": theme.number(last["divergence"], 1),
    }
    said = say("beta_said", **facts)
    panels.chart(figures.costs(names, terms, titles), said, "vae_trade")
    collapsed = last["divergence"] < COLLAPSED
    st.markdown(f"{said} {say('beta_collapse', **facts)}" if collapsed else said)
