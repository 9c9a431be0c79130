"""The only room that speaks SQL: tables, questions, writes, roll-up, migrations."""
