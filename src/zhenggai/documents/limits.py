"""How much a document may ask of the machine. Every bound on untrusted files stands here, with its name.

Bytes unless the name says otherwise. The reasons and the refusals they lead to: docs/rules/formats.md.
"""

from __future__ import annotations

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

# The file itself
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_OFFICE_FILE_BYTES = 20 * MEGABYTE  # docx, xlsx, ofd: packed XML beyond this is no official document
MAX_TEXT_BYTES = 20 * MEGABYTE

# Packed files: docx, xlsx, ofd and archives
MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = MEGABYTE  # the list of entries in a packed file
MAX_INFLATED_BYTES = 100 * MEGABYTE  # counted while inflating, over all entries that are read
RATIO_FREE_BYTES = MEGABYTE  # entries up to this size may be packed as tightly as they like
MAX_RATIO = 100
MAX_MEMBERS = 300  # documents in one archive

# What is in it: no more than can be read with its health report in a quarter of the child's CPU time, measured on the
# lists that take longest (thousands of short findings), so that a machine of half the speed still reads it
MAX_LINE_CHARACTERS = 32_767  # as many as a cell of a workbook holds
MAX_CHARACTERS = 1_000_000  # a document of 1,500 pages
MAX_LINES = 20_000  # of a table every cell with text
MAX_ARCHIVE_CHARACTERS = 1_500_000  # of all documents in one archive
MAX_ARCHIVE_LINES = 30_000
MAX_CELLS = 100_000
MAX_SHEET_ROWS = 60_000
MAX_MERGES = 20_000  # merged areas of one sheet
MAX_GRID_PLACES = 2_000_000  # rows × columns of one table
MAX_TABLE_DEPTH = 20
MAX_HTML_DEPTH = 200
MAX_PAGES = 1_000

# The guarded child
CHILD_MEMORY_BYTES = 512 * MEGABYTE
CHILD_CPU_SECONDS = 20
CHILD_WALL_SECONDS = 30.0
CHILD_TASKS = 500  # a child of a pool is replaced after so many files
MAX_ANSWER_BYTES = 256 * MEGABYTE

# LibreOffice, which needs a process of its own
OFFICE_MEMORY_BYTES = 4096 * MEGABYTE
OFFICE_WALL_SECONDS = 25.0
OFFICE_CPU_SECONDS = 25
MAX_RTF_DEPTH = 500  # groups in groups; Word writes a few dozen

# One server process
LEAST_PLACES, MOST_PLACES = 2, 6  # files read at a time; the server's threads are more (`www.serving`)
MOST_WAITING = 4  # uploads that wait for their turn inside the server; further ones are told to come back at once
TURN_WAIT_SECONDS = 20.0  # how long an upload waits until it is its turn to be read
TURN_ASK_SECONDS = 2.0  # the same where a page asks again by itself
STALE_FOLDER_SECONDS = 86_400.0  # temporary folders of ours that are older were left by a process that was killed
SWEEP_SECONDS = 3_600.0  # how often a server looks for them
