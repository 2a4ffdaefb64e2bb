"""What a stack is doing, for people and for programs."""

from stack import flink, processes
from stack.folder import Folder

# What names a process that has ended since.
GONE = "gone"


def of(folder: Folder) -> dict:
    """The record, with the state as it is now: none, starting, up, broken, down. Broken is a stack that was up and
    whose job does not run, or some of whose processes have ended; gone lists those."""
    record = folder.read()
    if record is None:
        return {"state": "none"}
    running = {process.pid for process in processes.of(folder)}
    pids = record.get("pids", {})
    ended = sorted(name for name, pid in pids.items() if pid not in running)
    if record["state"] == "up":
        job = flink.ask(f"{record['flink_url']}/jobs/{record['job']['id']}").get(
            "state", "unknown"
        )
        record["job"]["state"] = job
        if ended or job != "RUNNING":
            record["state"] = "broken"
    return {**record, GONE: ended}


def text(folder: Folder) -> str:
    """For a person."""
    found = of(folder)
    if found["state"] == "none":
        return f"no stack in {folder}: ./radstream stack up starts one"
    lines = [f"{found['state']}, in {folder}"]
    for name, pid in found.get("pids", {}).items():
        state = "has ended" if name in found[GONE] else "runs"
        lines.append(f"  {name:<14} {state}, process {pid}")
    if "state" in found.get("job", {}):
        lines.append(
            f"  {'job':<14} {found['job']['state'].lower()}, {found['job']['id']}"
        )
    if found["state"] == "up":
        lines += ["", guide(folder)]
    return "\n".join(lines)


def guide(folder: Folder) -> str:
    """What to look at, and what to do."""
    found = of(folder)
    models, buckets = found["triton"], found["buckets"]
    at = "" if folder.is_default() else f" --out {folder}"
    return f"""
Flink      {found["flink_url"]}
models     {models["grpc"]} ({models["server"]}){f", metrics {models['metrics']}" if models["metrics"] else ""}
S3         {found["s3_endpoint"]}, buckets {buckets["images"]}, {buckets["results"]} (keys: test, test)
Kinesis    {found["kinesis_endpoint"]}, stream {found["stream"]}
logs       {folder}/logs

Land a study: an image and its sidecar are all it takes.
  to={found["s3_endpoint"]}/{buckets["images"]}/images/demo-1
  curl -T samples/NORMAL2-IM-1430-0001.jpeg "$to/demo-1.jpeg"
  echo '{{"study_id": "demo-1", "view": "PA", "timestamp": "2026-01-02T03:04:05Z"}}' | curl -T - "$to/demo-1.json"
Its result, a second later:
  curl "{found["s3_endpoint"]}/{buckets["results"]}?list-type=2&prefix=results/"

Ask the tables, ten seconds later:
  ./radstream stack query{at} "SELECT study_id, top_class, confidence, e2e_ms FROM inference_results"

Take it all away:
  ./radstream stack down{at}"""
