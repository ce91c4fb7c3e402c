"""What makes files of this repository. Not installed, not part of the program."""
