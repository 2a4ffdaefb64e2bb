"""The ledger itself: it must find a lost, a doubled and a wrongly rejected study, and nothing where all is well."""

import pytest

from faults_run.landed import Landed, LandedStudy
from faults_run.ledger import End, Kept, Ledger

SEQUENCERS: dict[tuple[str, str], str] = {}


def landed(study: str, ending: str, version: int, **fields) -> Landed:
    key, version_id = f"images/{study}/{study}.{ending}", f"{ending}-v{version}"
    SEQUENCERS[key, version_id] = sequencer(study, ending, version)
    return Landed(key, version_id, at=100.0 + version, **fields)


def sequencer(study: str, ending: str, version: int) -> str:
    return f"{study}{ending}{version}".upper()


def version(study: str, image: int | None, sidecar: int | None) -> str:
    return ".".join(
        "-" if number is None else sequencer(study, ending, number)
        for ending, number in (("png", image), ("json", sidecar))
    )


PLAIN = LandedStudy(
    "a", [landed("a", "png", 1)], [landed("a", "json", 1, revision="R0")]
)
INVALID = LandedStudy(
    "b", [landed("b", "png", 1)], [landed("b", "json", 1, revision="R0", valid=False)]
)
OVERWRITTEN = LandedStudy(
    "c",
    [landed("c", "png", 1)],
    [landed("c", "json", 1, revision="R0"), landed("c", "json", 2, revision="R1")],
)
ENDS = [
    End("a", version("a", 1, 1), "result"),
    End("b", version("b", 1, 1), "sidecar_invalid"),
    End("c", version("c", 1, 1), "result"),
    End("c", version("c", 1, 2), "result"),
]
KEPT = [Kept("a", "png-v1", "R0"), Kept("c", "png-v1", "R1")]


class Told:
    """What is told in one place, with the objects: the ledger of that."""

    def __init__(self, studies, sequencers=SEQUENCERS):
        self._ledger = Ledger(studies, sequencers)

    def findings(self, ends, kept):
        return self._ledger.findings({"tables": ends}, kept)


@pytest.fixture
def ledger():
    return Told([PLAIN, INVALID, OVERWRITTEN])


def only(findings, kind: str) -> str:
    """The one finding there is, of this kind."""
    assert findings.all() == getattr(findings, kind)
    (line,) = findings.all()
    return line


def test_holds_where_each_version_ended_once(ledger):
    assert ledger.findings(ENDS, KEPT).holds()


@pytest.mark.parametrize("overtaken", [version("c", 1, 1), version("c", None, 1)])
def test_an_older_version_may_be_overtaken(ledger, overtaken):
    ends = [*ENDS[:2], End("c", overtaken, "superseded"), ENDS[3]]
    assert ledger.findings(ends, KEPT).holds()


def test_finds_a_lost_study(ledger):
    findings = ledger.findings(ENDS[1:], KEPT[1:])
    assert not findings.holds()
    assert findings.all() == findings.lost
    assert any("newest version" in line for line in findings.lost)
    assert any("no result object" in line for line in findings.lost)


def test_finds_a_lost_row_of_a_study_whose_object_is_there(ledger):
    assert ledger.findings(ENDS[1:], KEPT).lost


def test_finds_a_lost_object_of_a_study_whose_row_is_there(ledger):
    assert "no result object" in only(ledger.findings(ENDS, KEPT[1:]), "lost")


def test_finds_an_overwritten_half_that_is_in_no_end(ledger):
    ends = [end for end in ENDS if end.study_version != version("c", 1, 1)]
    assert "in no end" in only(ledger.findings(ends, KEPT), "lost")


def test_finds_a_doubled_row(ledger):
    assert "2 rows" in only(ledger.findings([*ENDS, ENDS[0]], KEPT), "twice")


def test_finds_a_version_with_a_result_and_a_reject(ledger):
    both = End("c", version("c", 1, 1), "superseded")
    assert "result and as superseded" in only(
        ledger.findings([*ENDS, both], KEPT), "twice"
    )


def test_finds_a_doubled_object(ledger):
    assert "2 result objects" in only(ledger.findings(ENDS, [*KEPT, KEPT[0]]), "twice")


@pytest.mark.parametrize("code", ["inference_failed", "object_gone", "superseded"])
def test_finds_a_study_that_was_rejected_for_a_fault(ledger, code):
    ends = [End("a", version("a", 1, 1), code), *ENDS[1:]]
    findings = ledger.findings(ends, KEPT)
    assert code in only(findings, "rejected")


def test_finds_an_orphan_whose_other_half_was_there(ledger):
    ends = [*ENDS, End("a", version("a", 1, None), "sidecar_missing")]
    assert "sidecar_missing" in only(ledger.findings(ends, KEPT), "rejected")


def test_finds_an_invalid_study_that_was_published(ledger):
    ends = [ENDS[0], End("b", version("b", 1, 1), "result"), *ENDS[2:]]
    assert "sidecar_invalid" in only(ledger.findings(ends, KEPT), "wrong")


def test_finds_the_object_of_an_invalid_study(ledger):
    kept = [*KEPT, Kept("b", "png-v1", "R0")]
    assert "invalid sidecar" in only(ledger.findings(ENDS, kept), "wrong")


def test_looks_everywhere_and_tells_where():
    ledger = Ledger([PLAIN, INVALID, OVERWRITTEN], SEQUENCERS)
    told = {"tables": ENDS, "files": [*ENDS, ENDS[0]]}
    assert only(ledger.findings(told, KEPT), "twice").startswith("files: ")
    assert ledger.findings({"tables": ENDS}, None).holds()


def test_finds_an_older_version_that_had_the_last_word(ledger):
    kept = [KEPT[0], Kept("c", "png-v1", "R0")]
    assert "R1" in only(ledger.findings(ENDS, kept), "wrong")


@pytest.mark.parametrize(
    "end",
    [
        End("z", "1.1", "result"),
        End("a", "1.1", "result"),
        End(None, "", "event_malformed"),
    ],
)
def test_finds_what_nobody_landed(ledger, end):
    assert "nobody" in only(ledger.findings([*ENDS, end], KEPT), "wrong")


def test_finds_an_object_of_which_no_event_was_told():
    sequencers = {k: v for k, v in SEQUENCERS.items() if not k[0].endswith("a.json")}
    ledger = Told([PLAIN], sequencers)
    assert "images/a/a.json" in only(ledger.findings(ENDS[:1], KEPT[:1]), "untold")
