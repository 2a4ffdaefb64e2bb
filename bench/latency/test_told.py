"""The text of a load."""

from latency import told
from latency.told import Row

FOUND = {
    "end_to_end": Row(300, 420.4, 811.6, 990.2, 450.0),
    "fetch_image": Row(300, 160.0, 190.0, 200.0, 165.0),
    "source_lag": Row(300, 90.0, 180.0, 210.0, 100.0),
}


def test_tells_each_stage_in_its_order_and_the_p95_beside_its_aim():
    lines = told.text("5 studies/s", told.STANDARD, FOUND).splitlines()
    assert lines[0] == "5 studies/s; S3 standard, 150 ms to the first byte"
    assert [line.split()[0] for line in lines[2:5]] == [
        "source_lag",
        "fetch_image",
        "end_to_end",
    ]
    assert lines[4].split() == ["end_to_end", "420", "812", "990", "450"]
    assert lines[5].strip() == "p95 812 ms, which is 0.81 of the aim of 1000 ms"


def test_the_aim_is_that_of_the_storage_class():
    text = told.text("a burst", told.EXPRESS, FOUND)
    assert "2.03 of the aim of 400 ms" in text
