"""The proxies, before a server that says what came to it."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from faults_run.http_proxy import SLOW_DOWN, THROTTLED, HttpProxy
from faults_run.wire import Wire
from stack import ports

PATIENCE_S = 10
CUT_FOR_S = 0.3


class Parrot(BaseHTTPRequestHandler):
    """Answers with the method, the path, a header and the body that came."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[str]] = []

    def _answer(self):
        self.seen.append(self.headers["X-Id"])
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = f"{self.command} {self.path} {self.headers['Host']} {self.headers['X-Id']} ".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told + body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(told + body)

    do_GET = do_PUT = do_HEAD = _answer

    def log_message(self, *_):
        pass


@pytest.fixture
def target():
    Parrot.seen.clear()
    server = ThreadingHTTPServer((ports.HOST, 0), Parrot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


@pytest.fixture
def proxy(target):
    proxy = HttpProxy(*ports.free(1), target, seed=1)
    proxy.start()
    return proxy


@pytest.fixture
def wire(target):
    proxy = Wire(*ports.free(1), target)
    proxy.start()
    return proxy


def ask(connection, method="PUT", body=b"\x00\xff" * 70_000):
    connection.request(method, "/a%20b?c=d", body, {"Host": "h", "X-Id": "7"})
    answer = connection.getresponse()
    return answer, answer.read()


def to(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(ports.HOST, port, timeout=PATIENCE_S)


def test_passes_on_what_came(proxy):
    connection = to(proxy.port)
    for _ in range(2):
        _, content = ask(connection)
        assert content == b"PUT /a%20b?c=d h 7 " + b"\x00\xff" * 70_000


def test_tells_the_length_of_what_a_head_does_not_send(proxy):
    connection = to(proxy.port)
    answer, content = ask(connection, "HEAD", None)
    assert int(answer.headers["Content-Length"]) > 0
    assert content == b""
    assert ask(connection, "GET", None)[0].status == 200


@pytest.mark.parametrize("refusal", [SLOW_DOWN, THROTTLED])
def test_refuses_its_share_and_no_more(proxy, refusal):
    connection = to(proxy.port)
    proxy.refuse(0.5, refusal)
    statuses = [ask(connection)[0].status for _ in range(40)]
    assert set(statuses) == {200, refusal.status}
    assert proxy.refused == statuses.count(refusal.status)
    assert proxy.passed == statuses.count(200)

    proxy.accept()
    assert {ask(connection)[0].status for _ in range(10)} == {200}


@pytest.mark.parametrize("passed", [False, True])
def test_holds_the_calls_of_an_action_until_it_accepts_all(proxy, target, passed):
    held = proxy.hold("UpdateTable", passed)
    connection = to(proxy.port)
    headers = {"X-Amz-Target": "AWSGlue.UpdateTable", "X-Id": "8"}
    ended = []

    def call():
        try:
            connection.request("PUT", "/", b"", headers)
            connection.getresponse()
        except (OSError, http.client.HTTPException) as e:
            ended.append(e)

    waiting = threading.Thread(target=call)
    waiting.start()
    waiting.join(CUT_FOR_S)
    assert waiting.is_alive()
    assert held.held == 1
    assert ("8" in Parrot.seen) == passed
    assert ask(to(proxy.port))[0].status == 200, "any other call passes"

    proxy.accept()
    waiting.join(PATIENCE_S)
    assert len(ended) == 1, "without an answer"
    connection.close()
    connection.request("PUT", "/", b"", headers)
    assert connection.getresponse().status == 200


def test_a_wire_passes_on_what_came(wire):
    assert ask(to(wire.port))[1].endswith(b"\x00\xff" * 70_000)


def test_nothing_passes_a_cut_wire_and_all_of_it_once_mended(wire):
    old, new = to(wire.port), to(wire.port)
    assert ask(old)[0].status == 200
    wire.cut()
    answered = []
    waiting = [
        threading.Thread(target=lambda c=connection: answered.append(ask(c)[0].status))
        for connection in (old, new)
    ]
    for thread in waiting:
        thread.start()
    waiting[0].join(CUT_FOR_S)
    assert answered == []
    assert wire.held == 2

    wire.mend()
    for thread in waiting:
        thread.join(PATIENCE_S)
    assert answered == [200, 200]
    assert wire.held == 0


def test_a_wire_to_nobody_ends_the_connection():
    port, nobody = ports.free(2)
    proxy = Wire(port, nobody)
    proxy.start()
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(to(port))
