"""What is exempt in the demo city: made up, like all of it."""

from __future__ import annotations

# Of which procedures of a unit, by their place among the most frequent ones.
PROCEDURES = (3, 5)
FIRST, LAST = "2025-07-01", "2025-08-31"
DECISION = "118/QĐ-UBND (minh họa)"
REASON = (
    "Hai thủ tục chưa được cấp tài khoản trên cổng quốc gia cho đơn vị này; Sở Tư pháp "
    "hẹn xong trước ngày 31/8 (dữ liệu minh họa)."
)
