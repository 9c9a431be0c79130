"""The log of messages on each engine."""

from store import message_log, messages, outbox
from store.message_log import Sought
from store.messages import Message, Why


def told(key, kind="digest", **values):
    about = {"reader": "Đỗ Thị Ánh", "address": "anh@example.vn", "unit": "00004"}
    words = {"subject": "Weekly", "text": "9/10"}
    return Message(key, kind, **{**about, **words, **values})


def test_the_newest_are_listed_and_all_are_counted(db, clock):
    with db.write() as connection:
        for n in range(4):
            messages.queue(connection, told(f"digest:{n}"))
        other = {"reader": "Other", "address": "", "unit": "00008"}
        messages.queue(connection, told("alert", "alert", **other))
        link = told("link", "account", text="secret", private=True)
        messages.queue(connection, link)
        sent = outbox.claim(connection, 2)
        outbox.ended(connection, sent, "failed", Why("Away: {cause}.", {"cause": "x"}))

    def found(most=200, **sought):
        with db.read() as connection:
            got = message_log.log(connection, Sought(**sought), most)
        return [row.id for row in got.rows], got.fitting

    assert found(most=2) == ([6, 5], 6)
    assert found(state="queued", kind="digest") == ([4, 3, 1], 3)
    assert found(text="do thi anh", state="failed") == ([2], 1)
    assert found(text="EXAMPLE.vn", kind="alert") == ([], 0)
    # A unit is also found by a name that the caller knows.
    assert found(text="ba dinh", units=frozenset({"00008"})) == ([5], 1)
    assert found(text="nobody") == ([], 0)

    with db.read() as connection:
        counts = message_log.log(connection, Sought(state="sent", text="anh")).counts
        one, private = (message_log.told(connection, number) for number in (2, 6))
        assert message_log.told(connection, 99) is None
    assert counts == {
        ("digest", "queued"): 3,
        ("digest", "failed"): 1,
        ("account", "queued"): 1,
    }
    assert [step.state for step in one.steps] == ["queued", "sending", "failed"]
    assert one.about.why == one.steps[-1].why == ("Away: {cause}.", {"cause": "x"})
    assert (one.text, private.subject, private.text) == ("9/10", "", "")
