"""Our protocol file is a part of NVIDIA's, to the number and the type."""

from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2
from grpc_tools import protoc
from tritonclient.grpc import service_pb2

ROOT = Path(__file__).resolve().parents[2]
PROTO = ROOT / "udfs" / "src" / "main" / "proto" / "kserve_v2.proto"


def compiled(proto, out):
    failed = protoc.main(
        ["protoc", f"-I{proto.parent}", f"--descriptor_set_out={out}", str(proto)]
    )
    assert not failed
    return descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes()).file[0]


def nvidias():
    """Both of NVIDIA's files, as one."""
    merged = descriptor_pb2.FileDescriptorProto()
    for name in ("grpc_service.proto", "model_config.proto"):
        one = descriptor_pb2.FileDescriptorProto()
        service_pb2.DESCRIPTOR.pool.FindFileByName(name).CopyToProto(one)
        merged.MergeFrom(one)
    return merged


def parts(file):
    """Every field, enum value and call by its path, with what must be equal."""
    found = {}

    def enums(path, declared):
        for enum in declared:
            for value in enum.value:
                found[f"{path}{enum.name}.{value.name}"] = value.number

    def messages(path, declared):
        for message in declared:
            inside = f"{path}{message.name}."
            for field in message.field:
                found[inside + field.name] = (
                    field.number,
                    field.type,
                    field.label,
                    field.type_name,
                    field.HasField("oneof_index"),
                )
            enums(inside, message.enum_type)
            messages(inside, message.nested_type)

    enums("", file.enum_type)
    messages("", file.message_type)
    for service in file.service:
        for call in service.method:
            found[f"{service.name}.{call.name}"] = (
                call.input_type,
                call.output_type,
                call.client_streaming,
                call.server_streaming,
            )
    return found


def test_our_protocol_is_a_part_of_nvidias(tmp_path):
    ours = compiled(PROTO, tmp_path / "ours.pb")
    assert ours.package == "inference"
    came = parts(ours)
    assert len(came) > 150
    expected = parts(nvidias())
    assert {path: expected.get(path) for path in came} == came


@pytest.mark.parametrize("wrong", ["bool live = 2;", "string live = 1;"])
def test_another_number_or_type_is_seen(tmp_path, wrong):
    changed = tmp_path / "changed.proto"
    changed.write_text(PROTO.read_text().replace("bool live = 1;", wrong))
    came = parts(compiled(changed, tmp_path / "changed.pb"))
    path = "ServerLiveResponse.live"
    assert came[path] != parts(nvidias())[path]
