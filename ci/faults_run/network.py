"""The network between the job and its servers, with a proxy on each way, so that faults can be done to it."""

from urllib.parse import urlsplit

from faults_run.http_proxy import HttpProxy
from faults_run.wire import Wire
from stack import ports


class Network:
    """Four ways. On s3, kinesis and glue calls can be refused, answered late or held; s3, kinesis and triton can be cut."""

    def __init__(self, record: dict, seed: int):
        """record: of a stack that is up."""
        s3, kinesis, glue, s3_wire, kinesis_wire, triton_wire = ports.free(6)
        self.http = {
            "s3": HttpProxy(s3, urlsplit(record["s3_endpoint"]).port, seed),
            "glue": HttpProxy(glue, urlsplit(record["catalog"]["endpoint"]).port, seed),
            "kinesis": HttpProxy(
                kinesis, urlsplit(record["kinesis_endpoint"]).port, seed
            ),
        }
        triton = int(record["triton"]["grpc"].rpartition(":")[2])
        self.wires = {
            "s3": Wire(s3_wire, s3),
            "kinesis": Wire(kinesis_wire, kinesis),
            "triton": Wire(triton_wire, triton),
        }
        for proxy in (*self.http.values(), *self.wires.values()):
            proxy.start()

    def settings(self) -> dict[str, str]:
        """The job's settings that lead it through here."""
        address = {
            name: f"{ports.HOST}:{wire.port}" for name, wire in self.wires.items()
        }
        return {
            "s3.endpoint": f"http://{address['s3']}",
            "tables.s3-endpoint": f"http://{address['s3']}",
            "tables.glue-endpoint": f"http://{ports.HOST}:{self.http['glue'].port}",
            "source.endpoint": f"http://{address['kinesis']}",
            "models.target": address["triton"],
        }

    def mend(self):
        for wire in self.wires.values():
            wire.mend()
        for proxy in self.http.values():
            proxy.accept()
