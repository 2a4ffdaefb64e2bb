"""The Kubernetes manifests as kustomize builds them, and what they are held against."""

import copy
import subprocess
from pathlib import Path

import jsonschema
import kubernetes_validate
import yaml

ROOT = Path(__file__).resolve().parents[2]
OVERLAYS = sorted(
    path.name for path in (ROOT / "infra-terraform/kubernetes/overlays").iterdir()
)
KUBERNETES = "1.31"
DEFINITION = (
    ROOT
    / "dist/target/operator/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"
)


def build(overlay: str) -> list[dict]:
    """All objects of an overlay."""
    tool = subprocess.run(
        [ROOT / "ci/deploy/kustomize"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
    ).stdout.strip()
    folder = ROOT / "infra-terraform/kubernetes/overlays" / overlay
    built = subprocess.run(
        [tool, "build", folder],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    ).stdout
    return list(yaml.safe_load_all(built))


def of_kind(objects: list[dict], kind: str) -> dict:
    """The only object of a kind."""
    (found,) = [each for each in objects if each["kind"] == kind]
    return found


def flink_deployment_schema() -> dict:
    """The operator's own, in which a field that it does not know is an error: the API server would drop it."""
    if not DEFINITION.is_file():
        raise FileNotFoundError(f"{DEFINITION} is made by: mvn verify -pl dist -am")
    (version,) = yaml.safe_load(DEFINITION.read_text())["spec"]["versions"]
    return _closed(version["schema"]["openAPIV3Schema"])


def check(manifest: dict) -> None:
    """Raises jsonschema.ValidationError or kubernetes_validate.ValidationError, with the field."""
    if manifest["kind"] == "FlinkDeployment":
        # The rest is the API server's own, and not in the definition.
        manifest = {"spec": manifest["spec"]}
        jsonschema.Draft7Validator(flink_deployment_schema()).validate(manifest)
    else:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def _closed(schema: dict) -> dict:
    schema = copy.copy(schema)
    if schema.pop("x-kubernetes-int-or-string", False):
        return {"type": ["integer", "string"]}
    if "properties" in schema:
        schema["properties"] = {
            name: _closed(each) for name, each in schema["properties"].items()
        }
        schema.setdefault("additionalProperties", False)
    for inner in ("items", "additionalProperties"):
        if isinstance(schema.get(inner), dict):
            schema[inner] = _closed(schema[inner])
    return schema
