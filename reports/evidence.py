"""The dossiers that a signal points at, to take away and to answer."""

from __future__ import annotations

from typing import Any

from board.integrity import Evidence
from core.language import _
from core.settings import Settings
from figures import formats
from metrics.answers import Header
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("dossier_code", "Dossier", "text", 26),
    Column("procedure_code", "Procedure code", "text", 14),
    Column("procedure_name", "Procedure", "text", 40),
    Column("channel", "Channel", "text", 10),
    Column("received_at", "Received at", "moment", 18),
    Column("submitted_at", "Sent at", "moment", 18),
    Column("finished_at", "Finished at", "moment", 18),
    Column("submitted_by", "Handed in by", "text", 12),
    Column("supplement_requests", "Completions asked for", "whole", 12),
    Column("result_form", "Result", "text", 12),
    Column("status", "Status", "text", 12),
    Column("tied_by", "Tied by", "text", 26),
)


def document(answer: Evidence, header: Header, settings: Settings) -> Document:
    """The rows with what they are, what else explains them and what can be answered;
    a submitter's hash is cut to what tells it apart."""
    judged, unit = answer.judged, answer.unit
    signal = judged.signal
    title = _(signal.title)
    frame = answer.frame.assign(tied_by=answer.frame["knot"].map(tie))
    days = f"{formats.day(unit.start)} – {formats.day(unit.as_of)}"
    lines = (
        *cover.place_lines(header),
        Line(_("Unit"), f"{unit.unit_name} ({unit.unit_code})"),
        Line(_("Signal"), title),
        Line(_("Period"), days),
        Line(_("What else explains it:"), " ".join(_(one) for one in signal.others)),
        Line(_("What the Chair can answer:"), _(signal.answer)),
        *cover.known_lines(unit.as_of, header.known_at, header.evaluation, settings),
    )
    return Document(
        name=file_name(signal.key, unit.unit_code, unit.as_of),
        title=title,
        cover=lines,
        tables=(table(_("Evidence"), COLUMNS, frame),),
    )


def tie(knot: Any) -> str:
    """What ties a dossier to others, without a submitter's whole hash."""
    text = str(knot)
    return text[:8] if len(text) == 16 else text
