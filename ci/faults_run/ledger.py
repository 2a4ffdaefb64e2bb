"""Holds what came of the traffic against what must come of it: each study version ends once, as a result or as the
reject that was asked for, and of the versions of one study the newest has the last word.

Which versions are formed of an overwritten half depends on the order of delivery. Each that was formed must have
ended, so each object must be in an end; an older version may have been overtaken wherever it was."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from faults_run.landed import RESULT, Landed, LandedStudy, end_of

SUPERSEDED = "superseded"
NEVER_CAME = "-"


@dataclass(frozen=True)
class End:
    """A row of inference_results or a line of the archive, then its outcome is result; or one of rejects, then it is
    the code."""

    study_id: str | None
    study_version: str
    outcome: str


@dataclass(frozen=True)
class Kept:
    """A result object: the version of the image that was read, and the revision of the sidecar."""

    study_id: str
    image_version_id: str
    revision: str | None


@dataclass
class Findings:
    """What is wrong, a line each; the ledger holds where nothing is."""

    untold: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def holds(self) -> bool:
        return not self.all()

    def add(self, others: "Findings", where: str):
        for kind, lines in vars(others).items():
            getattr(self, kind).extend(f"{where}: {line}" for line in lines)

    def all(self) -> list[str]:
        return [*self.untold, *self.lost, *self.twice, *self.rejected, *self.wrong]


class Ledger:
    """Of these studies.

    sequencers: of each object version, by key and version id, as its event in the stream tells it.
    """

    def __init__(
        self,
        studies: Iterable[LandedStudy],
        sequencers: Mapping[tuple[str, str], str],
    ):
        self._studies = {study.study_id: study for study in studies}
        self._sequencers = sequencers

    def findings(
        self, told: Mapping[str, Iterable[End]], kept: Iterable[Kept] | None
    ) -> Findings:
        """told: all ends by where they are told, such as the tables. kept: the result objects; None leaves them out."""
        found = Findings()
        studies = [s for s in self._studies.values() if self._has_events(s, found)]
        for where, ends in told.items():
            its = Findings()
            by_study = self._by_study(ends, its)
            for study in studies:
                self._check_ends(study, by_study[study.study_id], its)
            found.add(its, where)
        if kept is not None:
            its = Findings()
            objects = self._by_study(kept, its)
            for study in studies:
                _check_kept(study, objects[study.study_id], its)
            found.add(its, "objects")
        return found

    def _by_study(self, told: Iterable, found: Findings) -> dict[str, list]:
        by_study: dict[str, list] = {study: [] for study in self._studies}
        for one in told:
            if one.study_id in by_study:
                by_study[one.study_id].append(one)
            else:
                found.wrong.append(f"{one}: nobody landed this study")
        return by_study

    def _sequencer(self, landed: Landed) -> str | None:
        return self._sequencers.get((landed.key, landed.version_id))

    def _has_events(self, study: LandedStudy, found: Findings) -> bool:
        """Whether the stream held an event of each of its objects: where not, the relay is at fault, not the job."""
        untold = [o for o in study.objects() if self._sequencer(o) is None]
        found.untold += [
            f"{o.key} {o.version_id}: no event in the stream" for o in untold
        ]
        return not untold

    def _newest_version(self, study: LandedStudy) -> str:
        halves = (study.images[-1], study.sidecars[-1])
        return ".".join(str(self._sequencer(half)) for half in halves)

    def _check_ends(self, study: LandedStudy, ends: list[End], found: Findings):
        newest = self._newest_version(study)
        in_an_end: set[str] = set()
        for end, times in Counter(ends).items():
            in_an_end.update(end.study_version.split("."))
            if times > 1:
                found.twice.append(f"{end}: {times} rows")
            self._judge(study, end, newest, found)
        for version, outcomes in _by_version(ends).items():
            if len(outcomes) > 1:
                found.twice.append(
                    f"{study.study_id} {version}: ended as {' and as '.join(sorted(outcomes))}"
                )
        if all(end.study_version != newest for end in ends):
            found.lost.append(
                f"{study.study_id}: its newest version {newest} has no end"
            )
        for landed in study.objects():
            if self._sequencer(landed) not in in_an_end:
                found.lost.append(f"{landed.key} {landed.version_id}: is in no end")

    def _judge(self, study: LandedStudy, end: End, newest: str, found: Findings):
        image, _, sidecar = end.study_version.partition(".")
        images = {self._sequencer(o) for o in study.images}
        sidecars = {self._sequencer(o): o for o in study.sidecars}
        known = (
            image in {*images, NEVER_CAME}
            and sidecar in {*sidecars, NEVER_CAME}
            and end.study_version != f"{NEVER_CAME}.{NEVER_CAME}"
        )
        if not known:
            found.wrong.append(f"{end}: nobody landed this version")
            return
        if end.outcome == SUPERSEDED and end.study_version != newest:
            return
        expected = end_of(sidecars[sidecar]) if sidecar in sidecars else SUPERSEDED
        if image == NEVER_CAME:
            expected = SUPERSEDED
        if end.outcome == expected:
            return
        told = f"{end}: expected it to end as {expected}"
        (found.wrong if end.outcome == RESULT else found.rejected).append(told)


def _check_kept(study: LandedStudy, kept: list[Kept], found: Findings):
    if len(kept) > 1:
        found.twice.append(f"{study.study_id}: {len(kept)} result objects")
    newest = Kept(
        study.study_id, study.images[-1].version_id, study.sidecars[-1].revision
    )
    if end_of(study.sidecars[-1]) == RESULT:
        if not kept:
            found.lost.append(f"{study.study_id}: no result object")
        elif newest not in kept:
            found.wrong.append(
                f"{study.study_id}: expected the object of {newest}, came {kept}"
            )
    elif kept and not any(sidecar.valid for sidecar in study.sidecars):
        found.wrong.append(f"{study.study_id}: a result of an invalid sidecar")


def _by_version(ends: list[End]) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for end in ends:
        versions.setdefault(end.study_version, set()).add(end.outcome)
    return versions
