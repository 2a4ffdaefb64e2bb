"""An HTTP proxy that answers late, a share of the requests itself with an error of the server's kind, or some never."""

import http.client
import random
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
LONGEST_ANSWER_S = 60
# They belong to one connection, not to the request.
OWN_HEADERS = {"connection", "keep-alive", "transfer-encoding", "expect"}


@dataclass(frozen=True)
class Refusal:
    """An answer in the server's place."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


SLOW_DOWN = Refusal(
    503,
    (("Content-Type", "application/xml"),),
    b'<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code>'
    b"<Message>Please reduce your request rate.</Message></Error>",
)
THROTTLED = Refusal(
    400,
    (
        ("Content-Type", "application/x-amz-json-1.1"),
        ("x-amzn-ErrorType", "ProvisionedThroughputExceededException"),
    ),
    b'{"__type":"ProvisionedThroughputExceededException","message":"Rate exceeded"}',
)


@dataclass
class Hold:
    """Calls of one action of an AWS service that get no answer. passed: whether the target gets them. held: how many so
    far."""

    action: str
    passed: bool
    held: int = 0
    ended: threading.Event = field(default_factory=threading.Event)


class HttpProxy:
    """Passes everything on to the target until it is told to refuse a share, to be late, or to hold an action's calls."""

    def __init__(self, port: int, target: int, seed: int):
        self.port = port
        self.passed = 0
        self.refused = 0
        self._target = target
        self._random = random.Random(f"proxy {seed}")
        self._lock = threading.Lock()
        self._share = 0.0
        self._refusal: Refusal | None = None
        self._delay_s = 0.0
        self._hold: Hold | None = None
        self._server = ThreadingHTTPServer((HOST, port), self._handler())
        self._server.daemon_threads = True

    def start(self):
        threading.Thread(
            target=self._server.serve_forever, name="proxy", daemon=True
        ).start()

    def refuse(self, share: float, refusal: Refusal):
        with self._lock:
            self._share, self._refusal = share, refusal
            self.passed = self.refused = 0

    def hold(self, action: str, passed: bool) -> Hold:
        """The action as X-Amz-Target names it, such as UpdateTable."""
        with self._lock:
            self._hold = Hold(action, passed)
            return self._hold

    def accept(self):
        """All from now on; the connections of calls that are held end."""
        with self._lock:
            self._share = 0.0
            if self._hold:
                self._hold.ended.set()
                self._hold = None

    def delay(self, seconds: float):
        """Each answer, from now on."""
        self._delay_s = seconds

    def _next(self) -> Refusal | None:
        """What this request is answered with; None where the target answers."""
        with self._lock:
            if self._random.random() < self._share:
                self.refused += 1
                return self._refusal
            self.passed += 1
            return None

    def _held(self, target: str) -> Hold | None:
        with self._lock:
            if self._hold and target.endswith(f".{self._hold.action}"):
                return self._hold
            return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_one_request(self):
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True

            def _pass(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if "Transfer-Encoding" in self.headers:
                    self.send_error(411, "this proxy takes bodies of known length")
                    return
                time.sleep(proxy._delay_s)
                refusal = proxy._next()
                if refusal:
                    self._answer(refusal.status, refusal.headers, refusal.body)
                    return
                hold = proxy._held(self.headers.get("X-Amz-Target", ""))
                if hold and not hold.passed:
                    self._keep(hold)
                    return
                far = http.client.HTTPConnection(
                    HOST, proxy._target, timeout=LONGEST_ANSWER_S
                )
                try:
                    far.putrequest(
                        self.command,
                        self.path,
                        skip_host=True,
                        skip_accept_encoding=True,
                    )
                    for name, value in self.headers.items():
                        if name.lower() not in OWN_HEADERS:
                            far.putheader(name, value)
                    far.endheaders(body or None)
                    answer = far.getresponse()
                    content = answer.read()
                    if hold:
                        self._keep(hold)
                        return
                    self._answer(answer.status, answer.getheaders(), content)
                except http.client.HTTPException:
                    # As a server that ended in the middle of an answer.
                    self.close_connection = True
                finally:
                    far.close()

            def _keep(self, hold: Hold):
                with proxy._lock:
                    hold.held += 1
                hold.ended.wait()
                self.close_connection = True

            def _answer(self, status, headers, body):
                self.send_response_only(status)
                length = str(len(body))
                for name, value in headers:
                    if name.lower() == "content-length":
                        # Of a HEAD, the length of what is not sent.
                        length = value
                    elif name.lower() not in OWN_HEADERS:
                        self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", length)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass

            def log_message(self, *_):
                """Its requests are the job's, and logged there."""

        return Handler
