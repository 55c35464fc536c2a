"""Taking in lines of points into SQLite, as a tracking server with a table of metrics does: FILE."""

import json
import os
import sqlite3
import sys
import tempfile

import peer


def take_in():
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "series.db")
    table = sqlite3.connect(path)
    table.execute("PRAGMA journal_mode=WAL")
    table.execute("CREATE TABLE points (name TEXT, session INTEGER, step INTEGER, time TEXT, value REAL, PRIMARY KEY (name, session, step)) WITHOUT ROWID")
    rows = []
    with open(sys.argv[1], "rb") as lines:
        for text in lines:
            line = json.loads(text)
            if line["kind"] == "points":
                rows.extend((name, line["session"], line["step"], line["time"], value) for name, value in line["values"].items())
            if len(rows) >= 20000:
                with table:
                    table.executemany("INSERT OR IGNORE INTO points VALUES (?, ?, ?, ?, ?)", rows)
                rows = []
    with table:
        table.executemany("INSERT OR IGNORE INTO points VALUES (?, ?, ?, ?, ?)", rows)
    count = table.execute("SELECT count(*) FROM points").fetchone()[0]
    table.close()
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))
    os.rmdir(folder)
    return count


peer.run(take_in, lambda count: count, longest_seconds=1, runs=1, version="SQLite " + sqlite3.sqlite_version)
