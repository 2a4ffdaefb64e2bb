"""Writes deploy/flink/config.yaml as the patch that the FlinkDeployment takes.

A FlinkDeployment holds Flink's configuration as a map of strings, and kustomize reads no other file into one:
    ci/python ci/requirements.txt | xargs -I{} {} ci/deploy/flink_configuration.py
"""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "deploy/flink/config.yaml"
PATCH = ROOT / "infra-terraform/kubernetes/base/flink-configuration.yaml"
HEAD = "# Made from deploy/flink/config.yaml, where the reasons are, by ci/deploy/flink_configuration.py.\n"


def settings() -> dict[str, str]:
    """Key to value, as text: in YAML 1.2, which Flink reads, a plain text is what it looks like."""
    return yaml.load(SOURCE.read_text(), Loader=yaml.BaseLoader)


def patch() -> str:
    """The patch's text."""
    deployment = {
        "apiVersion": "flink.apache.org/v1beta1",
        "kind": "FlinkDeployment",
        "metadata": {"name": "radstream"},
        "spec": {"flinkConfiguration": settings()},
    }
    return HEAD + yaml.safe_dump(deployment, sort_keys=False)


if __name__ == "__main__":
    PATCH.write_text(patch())
