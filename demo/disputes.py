"""What is disputed in the demo city: made up, like all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Fields as the form has them (actions/picking.py); `unit`: a place among the units of
# the Chair of the demo accounts (0) and others, "" of an incident; `decided`: state and
# reason, where somebody decided.
Said = Mapping[str, Any]
SAID: tuple[Said, ...] = (
    {
        "unit": None,
        "reason": "portal_down",
        "first": "2025-07-09",
        "last": "2025-07-09",
        "from_hour": "08:00",
        "to_hour": "11:30",
        "channel": "counter",
        "text": "Cổng dịch vụ công ngừng hoạt động sáng 9/7; người dân phải nộp "
        "tại quầy (dữ liệu minh họa).",
    },
    {
        "unit": 1,
        "reason": "wrong_channel",
        "first": "2025-07-14",
        "last": "2025-07-14",
        "channel": "counter",
        "text": "Hồ sơ nộp trực tuyến bị ghi là tại quầy khi đồng bộ "
        "(dữ liệu minh họa).",
        "decided": ("accepted", "Đã đối chiếu nhật ký đồng bộ: đúng như kiến nghị."),
    },
    {
        "unit": 2,
        "reason": "duplicate",
        "first": "2025-07-16",
        "last": "2025-07-16",
        "channel": "counter",
        "text": "Hồ sơ bị nhập hai lần (dữ liệu minh họa).",
        "decided": (
            "refused",
            "Mã hồ sơ và người nộp khác nhau: không phải nhập trùng.",
        ),
    },
    {
        "unit": 0,
        "reason": "portal_down",
        "first": "2025-07-21",
        "last": "2025-07-22",
        "channel": "counter",
        "text": "Đường truyền của bộ phận một cửa bị đứt hai ngày (dữ liệu minh họa).",
    },
)
