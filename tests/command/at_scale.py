# Runs the statements of docs/at-scale.md and compares them with the command.
import csv
import json
from collections import Counter, defaultdict
from decimal import Decimal

import duckdb

view, standing, duplicates, totals, long_totals = json.load(open("statements.json", encoding="utf-8"))
db = duckdb.connect()
db.execute("SET TimeZone = 'UTC'")
db.execute(view)
db.execute(standing)

csv.field_size_limit(1 << 24)
wide = list(csv.DictReader(open("wide.csv", encoding="utf-8-sig", newline="")))
mine = Counter(row["status"] for row in wide if row["status"] != "unreadable")
theirs = dict(db.execute("SELECT status, count(*) FROM standing GROUP BY 1").fetchall())
assert theirs == dict(mine), (theirs, mine)
assert mine["superseded"] > 0 and mine["duplicate"] > 0, mine

found = db.execute(duplicates).fetchall()
keys = Counter((row["form"], row["edition"], row["key"]) for row in wide if row["status"] == "duplicate")
assert {(form, edition, key): count - 1 for form, edition, _, key, count, _ in found} == dict(keys), (found, keys)

sums, sheets = defaultdict(Decimal), Counter()
for row in csv.DictReader(open("long.csv", encoding="utf-8-sig", newline="")):
    if row["unit"] and "（" not in row["unit"]:
        at = (row["form"], row["cell"], row["unit"])
        sums[at] += Decimal(row["value"])
        sheets[at] += 1
assert len(sums) > 30, len(sums)
got = {(form, cell, unit): (total, count) for form, cell, unit, total, count, _, _ in db.execute(totals).fetchall() if count}
assert set(got) == set(sums), set(got) ^ set(sums)
for at, (total, count) in got.items():
    assert total == sums[at] and count == sheets[at], (at, total, sums[at], count, sheets[at])
again = {(form, cell, unit): (total, count) for form, cell, unit, total, count in db.execute(long_totals).fetchall()}
assert again == got, "the long table says otherwise"
