"""Files handed in: kept apart, looked at, taken once confirmed; cut off, gone on."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from accounts.current import let_in
from actions import carry, room, upload
from actions.carry import carry_out
from core.account import Account
from core.errors import KpiError, SourceError, UsageError
from store import uploads
from store.engine import write_setting
from tests.actions.handing import GOOD_FILE, hand_in, loads
from tests.make import cast, load


@pytest.fixture
def settings(new_sqlite):
    """The embedded database is enough here: test_carry.py runs on both engines."""
    return new_sqlite()


@pytest.fixture
def city(db, settings):
    load(db, settings, *cast())
    return db


def test_the_folder_of_an_upload_is_its_owners_alone(city, settings):
    folder = upload.folder_of(settings, hand_in(city, settings, ("a.csv", GOOD_FILE)))
    carry_out(city, settings)

    for path in [folder, *folder.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 == wanted, path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/cron.d/evil.csv", "evil.csv"),
        ("C:\\Users\\an\\báo cáo.xlsx", "báo cáo.xlsx"),
        ("/etc/passwd", "passwd"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("a\x00b\n.csv", "ab.csv"),
        ("ngày\u202evsc.exe", "ngàyvsc.exe"),
        ("ti\u0065\u0302\u0301p.csv", "tiếp.csv"),
        ("~$hồ sơ.xlsx", "~$hồ sơ.xlsx"),
    ],
)
def test_a_name_from_a_browser_is_only_ever_a_name(given, kept):
    assert upload.file_name(given) == kept


def test_a_long_name_keeps_its_ending_and_fits_a_file_system():
    name = upload.file_name("hồ sơ " * 100 + ".csv")

    assert name.endswith(".csv")
    assert len(name.encode()) < 200


def test_forged_names_stay_in_the_folder_of_their_upload(city, settings):
    token = hand_in(city, settings, ("../../x.csv", GOOD_FILE), ("../../x.csv", "a"))
    lying = [
        str(path.relative_to(settings.var / "uploads" / token))
        for path in (settings.var / "uploads").rglob("*.csv")
    ]

    assert sorted(lying) == ["1/x.csv", "2/x.csv"]


@pytest.mark.parametrize("token", ["../..", "", "0" * 31, "0" * 31 + "/", "G" * 32])
def test_what_is_no_token_names_no_folder(settings, token):
    with pytest.raises(UsageError):
        upload.folder_of(settings, token)


def test_nothing_is_kept_of_files_that_are_too_large_too_many_or_none(db, settings):
    small = settings.model_copy(update={"upload_mb": 1})
    big = [("a.csv", io.BytesIO(b"x" * 700_000)), ("b.csv", io.BytesIO(b"x" * 700_000))]
    many = [("a.csv", io.BytesIO(b"x"))] * 41

    for files in (big, many, []):
        with pytest.raises(UsageError):
            upload.receive(db, small, files)
    assert list((settings.var / "uploads").iterdir()) == []
    assert uploads.newest(db) == []


def test_a_database_with_the_demo_city_takes_no_files_and_names_the_command(
    db, settings
):
    with db.write() as connection:
        write_setting(connection, "demo", "yes")

    with pytest.raises(SourceError, match="HAICAP_DEMO=no"):
        hand_in(db, settings, ("a.csv", GOOD_FILE))


def test_of_two_files_the_good_one_is_taken_and_the_other_told(city, settings):
    token = hand_in(city, settings, ("odd.csv", "a,b\n1,2\n"), ("a.csv", GOOD_FILE))
    carry_out(city, settings)
    assert upload.find(city, token).state == "looked"

    upload.confirm(city, token)
    carry_out(city, settings)

    done = {f["file"]: f["error"] for f in upload.find(city, token).done["files"]}
    assert done["a.csv"] is None
    assert done["odd.csv"]["values"]["file"] == "odd.csv"


TARGETS = (
    "plan,indicator,value,deadline,scope_kind,scope_code,starts_on,window,decision_no,"
    "issued_on\n"
    "own,online_dossiers,{value},2025-07-30,kind,commune|ward,2025-07-01,cumulative,"
    "1/QĐ,2025-07-21\n"
)


def test_targets_are_confirmed_by_another_than_who_handed_them_in(city, settings):
    two = settings.model_copy(update={"targets_two": "yes"})
    db = replace(city, settings=two)
    other = Account(9, "Bình", "analyst")

    def handed(name, text):
        token = hand_in(db, two, (name, text))
        carry_out(db, two)
        return token

    # What changes no target needs nobody else.
    upload.confirm(db, handed("a.csv", GOOD_FILE))
    carry_out(db, two)
    token = handed("targets.csv", TARGETS.format(value="0.8"))
    assert upload.needs_another(two, upload.find(db, token))
    with pytest.raises(UsageError, match="somebody else"):
        upload.confirm(db, token)
    with Flask("test").test_request_context():
        let_in(other)
        assert not upload.needs_another(two, upload.find(db, token))
        upload.confirm(db, token)
    carry_out(db, two)
    load = upload.find(db, token).done["files"][0]["load_id"]
    # The same again changes nothing; undoing it takes the target away.
    upload.confirm(db, handed("targets.csv", TARGETS.format(value="0.80")))
    carry_out(db, two)
    token = upload.undo_first(db, load)
    carry_out(db, two)
    with pytest.raises(UsageError, match="somebody else"):
        upload.confirm(db, token)
    assert not upload.needs_another(settings, upload.find(db, token))


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\x00"])
def test_an_upload_of_which_nothing_can_be_taken_cannot_be_confirmed(
    city, settings, content
):
    token = hand_in(city, settings, ("odd.csv", content))
    carry_out(city, settings)

    found = upload.find(city, token)
    assert found.state == "refused"
    assert found.looked["files"][0]["error"]
    with pytest.raises(UsageError):
        upload.confirm(city, token)


def test_a_file_left_out_is_not_taken_and_the_rest_is_looked_at_again(city, settings):
    other = GOOD_FILE.replace("N-", "M-")
    token = hand_in(city, settings, ("a.csv", GOOD_FILE), ("b.csv", other))
    carry_out(city, settings)

    upload.leave_out(city, token, "1")
    assert upload.find(city, token).state == "received"
    carry_out(city, settings)
    assert [f["file"] for f in upload.find(city, token).looked["files"]] == ["b.csv"]
    with pytest.raises(UsageError):
        upload.leave_out(city, token, "2")
    upload.confirm(city, token)
    carry_out(city, settings)

    assert [f["file"] for f in upload.find(city, token).done["files"]] == ["b.csv"]


def test_what_is_discarded_is_removed_and_never_taken(city, settings):
    before = len(loads(city))
    token = hand_in(city, settings, ("a.csv", GOOD_FILE))
    carry_out(city, settings)

    upload.discard(city, settings, token)
    carry_out(city, settings)

    assert not upload.folder_of(settings, token).exists()
    assert upload.find(city, token).state == "discarded"
    assert len(loads(city)) == before
    for deed in (upload.confirm, upload.look_again):
        with pytest.raises(UsageError):
            deed(city, token)


def test_what_nobody_confirmed_within_a_day_is_removed(city, settings, clock):
    token = hand_in(city, settings, ("a.csv", GOOD_FILE))
    carry_out(city, settings)

    clock.shift(timedelta(hours=25))
    carry_out(city, settings)

    assert upload.find(city, token).state == "discarded"
    assert not upload.folder_of(settings, token).exists()


def test_a_look_that_was_cut_off_begins_again_but_not_for_ever(city, settings):
    token = hand_in(city, settings, ("a.csv", GOOD_FILE))
    uploads.move(city, token, ["received"], "looking")

    carry_out(city, settings)

    found = upload.find(city, token)
    assert (found.state, found.note["key"]) == ("looked", carry.CUT_OFF)
    uploads.move(city, token, ["looked"], "looking")
    carry_out(city, settings)
    assert upload.find(city, token).note["key"] == carry.CUT_OFF_TWICE


def test_a_fault_is_told_and_the_upload_can_be_looked_at_again(
    city, settings, monkeypatch
):
    token = hand_in(city, settings, ("a.csv", GOOD_FILE))

    def broken(*given):
        raise ZeroDivisionError

    with monkeypatch.context() as breaking:
        breaking.setattr(carry, "look", broken)
        with pytest.raises(ZeroDivisionError):
            carry_out(city, settings)
    assert upload.find(city, token).note["key"] == carry.BROKEN

    upload.look_again(city, token)
    carry_out(city, settings)
    assert upload.find(city, token).state == "looked"


def test_an_upload_that_is_not_there_is_told(db, settings):
    with pytest.raises(KpiError):
        upload.find(db, "0" * 32)


def of_bytes(size):
    return [("a.csv", io.BytesIO(b"x" * size))]


MB = 1 << 20


@pytest.fixture
def tight(settings):
    """One upload may be as large as all that is kept."""
    return settings.model_copy(update={"upload_mb": 1, "uploads_mb": 1})


def test_all_uploads_together_are_kept_up_to_the_limit_and_not_a_byte_over(db, tight):
    upload.receive(db, tight, of_bytes(MB - 10))

    with pytest.raises(UsageError, match=r"1 MB of other uploads .* at most 1 MB"):
        upload.receive(db, tight, of_bytes(11))
    assert len(uploads.newest(db)) == 1, "nothing of what is refused is kept"
    upload.receive(db, tight, of_bytes(10))
    assert room.kept_bytes(tight) == MB


def test_a_full_room_is_told_with_the_hours_until_the_oldest_is_removed(
    db, tight, clock
):
    token = upload.receive(db, tight, of_bytes(MB))
    with pytest.raises(UsageError, match="try again in a few minutes"):
        upload.receive(db, tight, of_bytes(1))

    carry_out(db, tight)
    assert upload.find(db, token).state == "refused"
    for gone, left in ((0, 24), (1, 23), (22.5, 1)):
        clock.shift(timedelta(hours=gone))
        with pytest.raises(UsageError, match=f"within {left} hours"):
            upload.receive(db, tight, of_bytes(1))

    clock.shift(timedelta(hours=1))
    carry_out(db, tight)
    upload.receive(db, tight, of_bytes(MB))


def test_room_is_made_by_discarding(db, tight):
    token = upload.receive(db, tight, of_bytes(MB))

    upload.discard(db, tight, token)

    upload.receive(db, tight, of_bytes(MB))


def test_one_upload_as_large_as_may_be_always_fits(db, tight):
    larger = tight.model_copy(update={"upload_mb": 2})

    upload.receive(db, larger, of_bytes(2 * MB))
