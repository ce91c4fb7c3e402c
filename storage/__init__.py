"""Remembers: tables, migrations, the unit of work. Decides nothing."""
