"""Every part of the lesson in both languages, its presets and challenges, and recordings of one's own."""

import numpy as np
import pytest

from core.activity import signals, walker
from core.activity.recording import ACTIVITIES, GRAVITY, Recording
from core.i18n.catalog import LANGUAGES, Words, text
from core.ui.parts.activity import SITUATIONS, reading
from tests.pages.presets import by_name


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"activity.{key}", **facts)


def verdict(app) -> str:
    """Return the first sentence under the stage."""
    return app.info[0].value


def csv(unit: float = 1.0, header: str = "time,x,y,z", seconds: float = 8) -> bytes:
    """Return a recording of somebody who walks, in m/s² divided by `unit`, without a gyroscope."""
    made = walker.posture("walking", seconds)
    rows = np.column_stack([made.time_s, made.accel_ms2 / unit])
    return "\n".join([header, *(",".join(f"{v:.4f}" for v in row) for row in rows)]).encode()


def upload(app, data: bytes, name: str = "mine.csv"):
    app.file_uploader[0].set_value([(name, data, "text/csv")])
    return app.run()


@pytest.mark.parametrize("view", ["spectrum", "features", "filters", "gates"])
def test_every_look_inside_opens(open_lesson, view: str) -> None:
    app = open_lesson("activity", "en", part="inside", view=view, window="3")
    assert verdict(app) and not app.warning


@pytest.mark.parametrize("preset", by_name(SITUATIONS))
def test_preset_brings_its_situation(open_lesson, preset: str) -> None:
    part, values = by_name(SITUATIONS)[preset]
    app = open_lesson("activity", "en", part=part)
    app.button(key=f"preset_{preset}").click().run()
    assert not app.error
    for key, value in values.items():
        assert app.session_state[key] == value


def test_usual_network_fails_upside_down_and_the_challenge_is_met(open_lesson) -> None:
    app = open_lesson("activity", "en", part="turn", turn="z:180")
    assert "where gravity points" in verdict(app)
    assert app.success
    app = open_lesson("activity", "en", part="turn")
    assert "Not turned yet" in verdict(app) and not app.success


def test_about_the_axis_that_points_up_it_is_front_and_side_that_were_learnt(open_lesson) -> None:
    told = verdict(open_lesson("activity", "en", part="turn", recording="walk", turn="x:-105"))
    assert said("turning.why_sides") in told and "where gravity points" not in told
    assert "**walking**" not in told, "what is right is not what it says where it is wrong"


@pytest.mark.parametrize("turn", ["z:0", "z:15", "z:180"])
def test_of_a_recording_without_a_truth_nothing_is_called_right(open_lesson, turn: str) -> None:
    app = open_lesson("activity", "en", part="turn", recording="walker", turn=turn)
    told = [m.value for m in (*app.info, *app.markdown, *app.success) if "the usual network" in m.value]
    assert any("as before in" in sentence for sentence in told)
    assert not any("right in" in sentence or "gets" in sentence for sentence in told)
    assert bool(app.success) == (turn == "z:180")


def test_simulated_person_climbs_stairs(open_lesson) -> None:
    climbing = walker.POSTURES["upstairs"]
    link = {
        "recording": "walker",
        "cadence": str(round(climbing.cadence * 60)),
        "bounce": str(climbing.bounce),
        "impact": str(climbing.impact),
        "lean": str(round(climbing.lean)),
        "roll": str(round(climbing.roll)),
        "turning": str(climbing.turning),
        "slope": str(climbing.slope),
    }
    assert open_lesson("activity", "en", **link).success
    app = open_lesson("activity", "en", recording="walker")
    assert not app.success
    app.selectbox(key="posture").select("lying").run()
    assert app.slider(key="cadence").value == 0 and said("names.lying") in verdict(app)


def test_upload_is_read_answered_and_explained(open_lesson) -> None:
    app = upload(open_lesson("activity", "en"), csv(unit=GRAVITY))
    mine = app.session_state["own"]["recordings"]
    assert app.session_state["recording"] == next(iter(mine))
    assert said("gyro_missing") in [i.value for i in app.info]
    notes = [m.value for m in app.markdown]
    assert f"- {said('notes.no_gyro')}" in notes
    assert any(said("notes.unit", unit="g", gravity="").split("(")[0] in note for note in notes)
    assert not app.file_uploader[0].value, "the upload itself is forgotten once it is read"
    assert text("en", "common.my_recordings", count=1) in app.sidebar.caption[0].value


def test_a_model_that_answers_alone_agrees_with_nobody(open_lesson) -> None:
    assert "all models agree" in verdict(open_lesson("activity", "en", part="compare"))
    app = upload(open_lesson("activity", "en", part="compare"), csv())
    assert verdict(app) == said("gyro_missing")


def test_a_network_that_learnt_turned_is_not_said_to_go_by_gravity(open_lesson) -> None:
    still = {"posture": "standing", "cadence": "0", "lean": "2", "roll": "-9"}
    told = verdict(open_lesson("activity", "en", model="activity_cnn_turned", recording="walker", **still))
    assert "not immovable" in told and "gravity" not in told


@pytest.mark.parametrize("part", ["window", "inside"])
def test_without_gravity_nobody_is_told_which_way_is_up(open_lesson, part: str) -> None:
    made = walker.posture("walking", 8)
    body = signals.parts(made.accel_ms2, made.rate_hz).body
    rows = "\n".join(",".join(f"{v:.4f}" for v in row) for row in np.column_stack([made.time_s, body]))
    header = (
        "Time (s),Linear Acceleration x (m/s^2),Linear Acceleration y (m/s^2),Linear Acceleration z (m/s^2)"
    )
    app = upload(open_lesson("activity", "en", part=part), f"{header}\n{rows}".encode())
    assert said("gravity_missing") in [w.value for w in app.warning]
    told = app.info[-1].value
    assert "turned by 90°" not in told and "up is along" not in told


def test_a_phone_worn_upright_is_noticed_and_turned_in_one_click(open_lesson) -> None:
    rows = csv(header="time,y,x,z")  # what points up in the sample is called y here
    app = upload(open_lesson("activity", "en"), rows)
    assert any(said("verdict_askew", axis="+y") in info.value for info in app.info)
    app.button(key="turn_upright").click().run()
    assert not any("Do not trust" in info.value for info in app.info)
    assert app.button(key="turn_upright").label == said("upright.back")


def test_upload_is_read_in_another_way(open_lesson) -> None:
    app = upload(open_lesson("activity", "en"), csv(header="time,x,y,z"))
    key = app.session_state["recording"]
    app.selectbox(key=f"x_{key}").select("y")
    app.selectbox(key=f"y_{key}").select("x")
    app.number_input(key=f"rate_{key}").set_value(100.0)
    next(b for b in app.button if b.label == said("read_again")).click().run()
    used = app.session_state["own"]["recordings"][key].recording.used
    assert used.accel == ("y", "x", "z") and used.rate_hz == 100


@pytest.mark.parametrize(("lang", "code"), [("ko", "recording_not_a_table"), ("en", "recording_not_a_table")])
def test_unreadable_file_is_named(open_lesson, lang: str, code: str) -> None:
    app = upload(open_lesson("activity", lang), b"hello\nno numbers", "words.txt")
    assert [text(lang, f"errors.{code}") in w.value for w in app.warning] == [True]
    assert verdict(app)


def test_delete_my_recordings_leaves_nothing(open_lesson) -> None:
    app = upload(open_lesson("activity", "en"), csv())
    delete = next(b for b in app.button if b.label == text("en", "common.delete_all"))
    delete.click().run()
    assert not app.error and not app.session_state["own"]["recordings"]
    assert "words" in verdict(app) or verdict(app)


@pytest.mark.parametrize(
    "link", [{"window": "x"}, {"window": "9999"}, {"recording": "no"}, {"turn": "q:1"}, {"model": "everyday"}]
)
def test_broken_link_opens_all_the_same(open_lesson, link: dict[str, str]) -> None:
    for part in ("window", "turn"):
        assert verdict(open_lesson("activity", "en", part=part, **link))


def test_table_has_a_row_for_every_window() -> None:
    from core.activity import infer
    from core.ui.parts.activity import source

    found = infer.recognise(walker.posture("walking", 8))
    lines = source.table(Words("en", "activity"), found).decode("utf-8-sig").splitlines()
    assert lines[0] == "number,start (s),end (s),answer," + ",".join(ACTIVITIES)
    assert len(lines) == 1 + len(found.start_s)
    assert lines[1].startswith("1,0.0,2.56,")


def test_every_note_has_its_sentence_with_its_facts() -> None:
    from core.activity.recording import NOTES

    for lang in LANGUAGES:
        for code, facts in NOTES.items():
            assert "{" not in text(lang, f"activity.notes.{code}", **dict.fromkeys(facts, "?"))


def add_example(app, made: Recording, name: str):
    rows = np.column_stack([made.time_s, made.accel_ms2])
    lines = ["time,x,y,z", *(",".join(f"{v:.4f}" for v in row) for row in rows)]
    app = upload(app, "\n".join(lines).encode(), name)
    app.session_state["teach_from"] = list(app.session_state["own"]["recordings"])[-1]
    app.run()
    return next(b for b in app.button if b.label == said("teach.add")).click().run()


def test_own_movements_are_taught_and_tested_on_people_left_out(open_lesson) -> None:
    app = open_lesson("activity", "en", part="teach")
    assert "it never saw" in verdict(app)
    for movement, name in (("walk", "walking"), ("rest", "standing")):
        app.text_input(key="teach_movement").set_value(movement)
        app.text_input(key="teach_person").set_value("Kim")
        app = add_example(app, walker.posture(name, 10), f"{name}.csv")
        if movement == "walk":
            words = text("en", "errors.teach_movements", count=1, fewest=2, most=4)
            assert words in [w.value for w in app.warning]
    assert [piece.movement for piece in app.session_state["own"]["pieces"].values()] == ["walk", "rest"]
    assert "one person only" in verdict(app)
    assert not any("worn in different ways" in m.value for m in app.markdown)
    otherwise = signals.turned(walker.posture("standing", 10, seed=1), signals.turn(z=90))
    app = add_example(app, otherwise, "otherwise.csv")
    assert any(
        "“rest” the phone was **worn in different ways**: up is along +x, +y." in m.value
        for m in app.markdown
    )
    app.button(key="turn_upright").click().run()
    assert any("**All turned upright**" in m.value for m in app.markdown) and not app.exception
    app.text_input(key="teach_movement").set_value("walk")
    app.text_input(key="teach_person").set_value("Lee")
    app = add_example(app, walker.posture("walking", 10, seed=3), "lee.csv")
    assert "it never saw" in verdict(app) and "Some people were not left out" in verdict(app)
    next(b for b in app.button if b.label == said("teach.forget")).click().run()
    assert "it never saw" in verdict(app)


@pytest.mark.parametrize("part", ["window", "teach"])
def test_a_table_that_is_not_understood_has_a_form_to_choose_columns(open_lesson, part: str) -> None:
    app = upload(open_lesson("activity", "en", part=part), csv(header="when,left,right,middle"))
    (key,) = app.session_state["own"]["unread"]
    assert [text("en", "errors.recording_no_columns") in w.value for w in app.warning] == [True]
    assert app.selectbox(key=f"x_{key}").options == ["when", "left", "right", "middle"]
    for axis, name in zip("xyz", ("left", "right", "middle"), strict=True):
        app.selectbox(key=f"{axis}_{key}").select(name)
    app.selectbox(key=f"time_{key}").select("when")
    next(b for b in app.button if b.label == said("read_again")).click().run()
    assert not app.session_state["own"]["unread"]
    read = app.session_state["own"]["recordings"][key].recording
    assert read.used.accel == ("left", "right", "middle") and read.used.time == "when"


def test_signs_are_turned_on_request(open_lesson) -> None:
    app = upload(open_lesson("activity", "en"), csv(header="time,ax,ay,az"))
    key = app.session_state["recording"]
    before = app.session_state["own"]["recordings"][key].recording.accel_ms2
    app.toggle(key=f"turn_{key}").set_value(True)
    next(b for b in app.button if b.label == said("read_again")).click().run()
    np.testing.assert_allclose(app.session_state["own"]["recordings"][key].recording.accel_ms2, -before)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_in_a_callback_is_a_sentence_with_a_code(
    open_lesson, monkeypatch, caplog, lang: str
) -> None:
    app = upload(open_lesson("activity", lang), csv(header="time,x,y,z"))
    key = app.session_state["recording"]

    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret /home/teacher/path")

    monkeypatch.setattr(reading, "Choices", broken)
    next(b for b in app.button if b.label == text(lang, "activity.read_again")).click().run()
    assert not app.exception
    (shown,) = [e.value for e in app.error]
    code = shown.rpartition(":")[2].strip()
    assert shown == text(lang, "errors.unknown", code=code) and code in caplog.text
    assert verdict(app), "the page goes on"
    monkeypatch.undo()
    upload(app, csv(header="time,ax,ay,az"), "next.csv")
    assert len(app.session_state["own"]["recordings"]) == 2 and not app.error and key
