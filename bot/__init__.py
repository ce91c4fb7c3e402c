"""The shell: hears and speaks, runs turns, delivers. Decides nothing about reports."""
