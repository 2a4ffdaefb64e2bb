"""A TCP proxy whose wire can be cut: nothing passes, and nobody is told, until it is mended. What was under way then
goes on, as the network's own retransmissions would have it."""

import asyncio
import contextlib
import threading

CHUNK_BYTES = 1 << 16
HOST = "127.0.0.1"


class Wire:
    """From a port of its own to a target; runs in a thread of its own."""

    def __init__(self, port: int, target: int):
        self.port = port
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._open.set()
        self._ready = threading.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete,
            args=(self._serve(),),
            name=f"wire {port}",
            daemon=True,
        )
        self._tasks: set[asyncio.Task] = set()
        self._waiting: set[asyncio.Task] = set()

    def start(self):
        self._thread.start()
        if not self._ready.wait(10):
            raise TimeoutError(f"expected a proxy on port {self.port}, came none")

    @property
    def held(self) -> int:
        """On how many ends of connections something waits to pass."""
        return len(self._waiting)

    def cut(self):
        self._loop.call_soon_threadsafe(self._open.clear)

    def mend(self):
        self._loop.call_soon_threadsafe(self._open.set)

    async def _serve(self):
        server = await asyncio.start_server(self._connected, HOST, self.port)
        self._ready.set()
        async with server:
            await server.serve_forever()

    async def _connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ):
        await self._pass()
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, self._target)
        except OSError:
            # As the target would: nobody listens.
            writer.transport.abort()
            return
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            task = self._loop.create_task(self._pump(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter):
        with contextlib.suppress(OSError):
            while chunk := await source.read(CHUNK_BYTES):
                await self._pass()
                sink.write(chunk)
                await sink.drain()
        sink.close()

    async def _pass(self):
        """Returns once the wire is whole."""
        task = asyncio.current_task()
        self._waiting.add(task)
        try:
            await self._open.wait()
        finally:
            self._waiting.discard(task)
