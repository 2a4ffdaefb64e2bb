"""An HTTP proxy that answers late, or a share of the requests itself, with an error of the server's kind."""

import http.client
import random
import threading
import time
from dataclasses import dataclass
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


class HttpProxy:
    """Passes everything on to the target until it is told to refuse a share, or to be late."""

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

    def accept(self):
        with self._lock:
            self._share = 0.0

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
                    self._answer(answer.status, answer.getheaders(), answer.read())
                except http.client.HTTPException:
                    # As a server that ended in the middle of an answer.
                    self.close_connection = True
                finally:
                    far.close()

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
