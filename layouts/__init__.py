"""How a page looks: functions of plain data to components."""
