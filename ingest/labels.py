"""What the columns of the neutral files are called before a reader."""

from __future__ import annotations

from core.kinds import Kind
from core.language import LANGUAGES, translate

# Catalogue keys; the Vietnamese stands in locales/vi/ingest.po.
_LABELS: dict[str, str] = {
    "acting": "Acting (1)",
    "area_km2": "Area (km²)",
    "authority": "Handling authority",
    "channel": "Channel",
    "code": "Code",
    "deadline": "Deadline",
    "deleted": "Deleted (1)",
    "decision": "Decision number",
    "decision_no": "Decision number",
    "dossier_code": "Dossier code",
    "due_at": "Due at",
    "email": "E-mail",
    "ends_on": "Last day",
    "fee_due": "Fee due (1)",
    "field": "Field",
    "finished_at": "Finished at",
    "former_district": "Former district",
    "handling_unit_code": "Handling unit code",
    "has_fee": "Has a fee (1)",
    "high_volume": "High volume (1)",
    "indicator": "Indicator",
    "issued_on": "Issued on",
    "kind": "Kind",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "measure": "Measure",
    "name": "Name",
    "name_en": "English name",
    "note": "Note",
    "official": "Official (1)",
    "online_level": "Online level",
    "paid_online": "Paid online (1)",
    "parent_code": "Parent unit code",
    "period_end": "Last day of the period",
    "period_start": "First day of the period",
    "person": "Person",
    "plan": "Plan",
    "population": "Population",
    "post": "Post held",
    "procedure_code": "Procedure code",
    "received_at": "Received at",
    "redesigned_on": "Redesigned on",
    "replaced_by": "Replaced by (codes joined by |)",
    "replaces_code": "Code of the dossier replaced",
    "reported_at": "Reported at",
    "result_form": "Form of the result",
    "returned_at": "Returned at",
    "scope_code": "Applies to (codes or kinds)",
    "scope_kind": "Scope",
    "service_level": "Service level",
    "starts_on": "First day",
    "status": "Dossier status",
    "statutory_days": "Statutory days",
    "submitted_at": "Submitted at",
    "submitted_by": "Submitted by",
    "submitter_ref": "Submitter reference (kept as a hash)",
    "supplement_requests": "Supplement requests",
    "title": "Title",
    "unit_code": "Unit code",
    "unit_kind": "Unit kinds",
    "updated_at": "Updated at",
    "valid_from": "Valid from",
    "valid_to": "Valid to",
    "value": "Value",
    "window": "Window",
    "day": "Day",
}


def label_in(kind: Kind, column: str, language: str) -> str:
    """What `column` of `kind` is called in `language`."""
    return translate(_LABELS[column], language)


def label(kind: Kind, column: str) -> str:
    """The label of the template's second row: in both languages."""
    vietnamese, english = (label_in(kind, column, one) for one in LANGUAGES)
    return f"{vietnamese} / {english}"
