"""What was put into the images bucket, and how it must end."""

from dataclasses import dataclass, field

RESULT = "result"
INVALID = "sidecar_invalid"


@dataclass(frozen=True)
class Landed:
    """One version of one object. revision: told in the sidecar's body_part, and so in its result; None for an image."""

    key: str
    version_id: str
    at: float  # seconds since 1970
    revision: str | None = None
    valid: bool = True


@dataclass
class LandedStudy:
    """A study's objects, each list from oldest to newest."""

    study_id: str
    images: list[Landed] = field(default_factory=list)
    sidecars: list[Landed] = field(default_factory=list)

    def objects(self) -> list[Landed]:
        return [*self.images, *self.sidecars]

    def complete_at(self) -> float:
        """When its first version could begin, in seconds since 1970."""
        return max(self.images[0].at, self.sidecars[0].at)


def end_of(sidecar: Landed) -> str:
    """How a version with this sidecar ends: with a result, or by the code of its reject."""
    return RESULT if sidecar.valid else INVALID
