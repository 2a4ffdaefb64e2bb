"""The manifests for the operator, against its own definition of a FlinkDeployment."""

import copy
import json
import re

import flink_configuration
import jsonschema
import kubernetes_validate
import manifests
import pytest


@pytest.fixture(scope="module", params=manifests.OVERLAYS)
def objects(request) -> list[dict]:
    return manifests.build(request.param)


@pytest.fixture(scope="module")
def deployment(objects) -> dict:
    return manifests.of_kind(objects, "FlinkDeployment")


def test_there_are_two_environments():
    assert manifests.OVERLAYS == ["dev", "prod"]


def test_every_object_is_one_that_the_cluster_takes(objects):
    for each in objects:
        manifests.check(each)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("spec", "flinkVersion"), "v1_99"),
        (("spec", "job", "upgradeMod"), "savepoint"),
        (("spec", "podTemplate", "spec", "volumess"), []),
        (("spec", "flinkConfiguration", "execution.checkpointing.num-retained"), 3),
    ],
)
def test_the_operators_definition_finds_a_mistake(deployment, path, value):
    manifests.check(deployment)
    broken = copy.deepcopy(deployment)
    at = broken
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value

    with pytest.raises(jsonschema.ValidationError):
        manifests.check(broken)


def test_kubernetes_own_schema_finds_a_mistake(objects):
    manifests.check(manifests.of_kind(objects, "Role"))
    broken = copy.deepcopy(manifests.of_kind(objects, "Role"))
    broken["rules"][0]["verb"] = broken["rules"][0].pop("verbs")

    with pytest.raises(kubernetes_validate.ValidationError):
        manifests.check(broken)


def test_the_patch_is_made_from_the_configuration_that_is_shipped():
    assert flink_configuration.PATCH.read_text() == flink_configuration.patch(), (
        "run ci/deploy/flink_configuration.py"
    )


def test_the_cluster_gets_every_setting_that_is_shipped(deployment):
    shipped = flink_configuration.settings()

    assert shipped.items() <= deployment["spec"]["flinkConfiguration"].items()


def test_an_upgrade_loses_nothing(deployment):
    job, flink = deployment["spec"]["job"], deployment["spec"]["flinkConfiguration"]

    assert job["upgradeMode"] == "savepoint"
    assert job["allowNonRestoredState"] is False
    assert flink["high-availability.type"] == "kubernetes"
    for folder in (
        "state.checkpoints.dir",
        "state.savepoints.dir",
        "high-availability.storageDir",
    ):
        assert flink[folder].startswith("s3://")


def test_the_job_starts_with_the_jar_and_the_settings_that_are_there(
    objects, deployment
):
    spec = deployment["spec"]
    copied = (manifests.ROOT / "deploy/flink/Dockerfile").read_text()
    pod = spec["podTemplate"]["spec"]
    (container,) = pod["containers"]
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    (settings,) = [each for each in pod["volumes"] if each["name"] == "settings"]
    config_map = manifests.of_kind(objects, "ConfigMap")

    assert spec["job"]["jarURI"].removeprefix("local://") in copied
    assert container["name"] == "flink-main-container"
    assert settings["configMap"]["name"] == config_map["metadata"]["name"]
    assert re.fullmatch(r"radstream-settings-\w{10}", config_map["metadata"]["name"])
    file = spec["job"]["args"][spec["job"]["args"].index("--properties") + 1]
    assert file.removeprefix(mounts["settings"] + "/") in config_map["data"]


def test_the_job_has_a_role_of_aws(objects, deployment):
    account = manifests.of_kind(objects, "ServiceAccount")

    assert account["metadata"]["name"] == deployment["spec"]["serviceAccount"]
    assert account["metadata"]["annotations"]["eks.amazonaws.com/role-arn"].startswith(
        "arn:aws:iam::"
    )
    assert (
        account["metadata"]["namespace"]
        == manifests.of_kind(objects, "Namespace")["metadata"]["name"]
    )
    (subject,) = manifests.of_kind(objects, "RoleBinding")["subjects"]
    assert subject["namespace"] == account["metadata"]["namespace"]


def test_no_container_is_more_than_it_must_be(deployment):
    pod = deployment["spec"]["podTemplate"]["spec"]

    assert pod["securityContext"]["runAsNonRoot"] is True
    for container in pod["containers"]:
        assert container["securityContext"]["allowPrivilegeEscalation"] is False
        assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]


@pytest.mark.parametrize(
    "file",
    sorted(manifests.ROOT.glob("infra-terraform/**/application-properties.json")),
    ids=lambda file: file.parent.name,
)
def test_property_groups_have_the_form_that_the_runtime_reads(file):
    groups = json.loads(file.read_text())

    assert len({group["PropertyGroupId"] for group in groups}) == len(groups) > 0
    for group in groups:
        assert group.keys() == {"PropertyGroupId", "PropertyMap"}
        assert group["PropertyMap"]
        assert all(
            isinstance(value, str) and value for value in group["PropertyMap"].values()
        )


def test_a_task_manager_has_room_outside_of_the_heap_for_all_that_is_in_flight(
    deployment,
):
    page = (manifests.ROOT / "docs" / "configuration.md").read_text()
    (studies,) = re.findall(
        r"`pipeline\.studies-in-flight` \| `(\d+)` .* about (\d+) MB", page
    )
    in_flight, megabytes = map(int, studies)
    settings = deployment["spec"]["flinkConfiguration"]
    slots = int(settings["taskmanager.numberOfTaskSlots"])
    room = int(settings["taskmanager.memory.task.off-heap.size"].removesuffix("m"))
    assert room >= slots * in_flight * megabytes
