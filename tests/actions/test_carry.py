"""Uploads carried out on each engine: looked at, taken, gone on with after a cut."""

from __future__ import annotations

import pytest

from actions import carry, upload
from actions.carry import carry_out
from board import Board
from metrics.questions import Question
from store import evaluations, frozen
from tests.actions.handing import GOOD_FILE, hand_in, loads
from tests.make import GOOD, cast, dossier, load


@pytest.fixture
def settings(stocked):
    return stocked(cast)


@pytest.fixture
def city(db):
    return db


def test_a_file_is_looked_at_then_taken_once_it_is_confirmed(city, settings):
    before = len(loads(city))
    token = hand_in(city, settings, ("new.csv", GOOD_FILE))
    assert upload.find(city, token).state == "received"

    assert carry_out(city, settings) == 1
    looked = upload.find(city, token)
    assert looked.state == "looked"
    assert len(loads(city)) == before, "a look leaves no load"
    [told] = looked.looked["files"]
    assert (told["accepted"], told["rejected"]) == (1, 1)
    assert len(carry.looked_rejected(settings, token, looked.files[0])) == 1

    upload.confirm(city, token)
    carry_out(city, settings)

    taken = upload.find(city, token)
    assert taken.state == "done"
    [done] = taken.done["files"]
    assert [done[n] for n in ("read", "accepted", "rejected")] == [2, 1, 1]
    assert loads(city)["load_id"].iloc[0] == done["load_id"]
    with city.read() as connection:
        assert evaluations.latest(connection)[0] == taken.done["evaluation"]
    assert not upload.folder_of(settings, token).exists()
    assert carry_out(city, settings) == 0


def test_data_that_changed_since_the_look_are_looked_at_again(city, settings):
    token = hand_in(city, settings, ("a.csv", GOOD_FILE))
    carry_out(city, settings)
    load(city, settings, dossier(dossier_code="N-1", channel="counter"))

    upload.confirm(city, token)
    carry_out(city, settings)
    carry_out(city, settings)

    found = upload.find(city, token)
    assert (found.state, found.note["key"]) == ("looked", carry.CHANGED)
    assert found.looked["files"][0]["changes"][0]["corrected"] == 1
    upload.confirm(city, token)
    carry_out(city, settings)
    assert upload.find(city, token).state == "done"


class PowerCut(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("told", [True, False])
def test_what_was_cut_off_between_two_files_goes_on_and_takes_nothing_twice(
    city, settings, monkeypatch, told
):
    other = GOOD_FILE.replace("N-", "M-")
    token = hand_in(city, settings, ("a.csv", GOOD_FILE), ("b.csv", other))
    carry_out(city, settings)
    upload.confirm(city, token)
    done = carry._Taking.done

    def cut(self, result):
        if told:
            done(self, result)
        raise PowerCut

    with monkeypatch.context() as cutting:
        cutting.setattr(carry._Taking, "done", cut)
        with pytest.raises(PowerCut):
            carry_out(city, settings)
    assert upload.find(city, token).state == "taking"
    before = len(loads(city))

    carry_out(city, settings)

    found = upload.find(city, token)
    assert found.state == "done"
    assert [(f["file"], f["accepted"]) for f in found.done["files"]] == [
        ("a.csv", 1),
        ("b.csv", 1),
    ]
    assert len(loads(city)) == before + 1
    with city.read() as connection:
        newest = frozen.newest(connection, "standing")
    row = newest[(newest["unit_code"] == GOOD) & (newest["reading"] == "own")]
    counts = row[row["indicator"] == "online_dossiers"][["numerator", "denominator"]]
    assert counts.to_numpy().tolist() == [[11, 12]]


def ranks(db, settings):
    frame = Board(db, settings).ranking(Question("online_dossiers")).frame
    return frame[["unit_code", "numerator", "denominator", "rank"]].values.tolist()


def test_a_load_is_undone_once_it_was_seen_what_that_changes(city, settings):
    before = ranks(city, settings)
    load(city, settings, dossier(dossier_code="N-1", unit_code=GOOD))
    number = int(loads(city)["load_id"].iloc[0])
    counted = ranks(city, settings)
    token = upload.undo_first(city, number)
    carry_out(city, settings)

    looked = upload.find(city, token)
    assert looked.state == "looked"
    [change] = looked.looked["undone"]
    assert (change["kind"], change["leaving"]) == ("dossiers", 1)
    assert [one["code"] for one in looked.looked["moves"]["units"]] == [GOOD]
    assert ranks(city, settings) == counted != before, "a look undoes nothing"

    upload.confirm(city, token)
    carry_out(city, settings)

    assert upload.find(city, token).state == "done"
    assert ranks(city, settings) == before
    assert loads(city)["undone_at"].iloc[0] != ""


def test_an_undo_cut_off_after_the_deed_is_told_as_done(city, settings, monkeypatch):
    load(city, settings, dossier(dossier_code="N-1", unit_code=GOOD))
    token = upload.undo_first(city, int(loads(city)["load_id"].iloc[0]))
    carry_out(city, settings)
    upload.confirm(city, token)

    def cut(_taking):
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(carry._Taking, "over", cut)
        with pytest.raises(PowerCut):
            carry_out(city, settings)
    carry_out(city, settings)

    assert upload.find(city, token).state == "done"


def test_a_load_that_is_none_cannot_be_undone(city, settings):
    token = upload.undo_first(city, 999)
    carry_out(city, settings)

    assert upload.find(city, token).state == "failed"
