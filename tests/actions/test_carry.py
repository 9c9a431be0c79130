"""Uploads carried out on each engine: looked at, taken, gone on with after a cut."""

from __future__ import annotations

import pytest

from actions import carry, upload
from actions.carry import carry_out
from store import evaluations, frozen
from tests.actions.handing import GOOD_FILE, hand_in, loads
from tests.make import GOOD, cast, dossier, load


@pytest.fixture
def city(db, settings):
    load(db, settings, *cast())
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
    assert len(carry.looked_rejected(settings, token)) == 1

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
