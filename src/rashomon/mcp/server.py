"""The protocol: the tools over the standard input and output, by the protocol's own Python package."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import anyio
import msgspec
from anyio import to_thread

os.environ["OTEL_SDK_DISABLED"] = (
    "true"  # the package traces its calls where a tracer is installed; nothing leaves this machine
)

import mcp_types as types
from mcp.server import Server
from mcp.server.stdio import stdio_server

from rashomon.desk.scenes import Scenes
from rashomon.export.brief import words
from rashomon.mcp.cited import NOTE
from rashomon.mcp.tools import TOOLS, RefusedError, answer

INSTRUCTIONS = (
    "A case of contradictory reports: who claims what, on what evidence, where accounts agree, contradict each other and move. "
    "Begin with list_incidents or search; follow ids with incident, document, claim. Tell positions side by side, each with "
    "who holds it; never average them or decide between them, and name the policy where a number rests on one. " + NOTE
)


def serve(folder: Path) -> None:
    """Answer over the standard input and output until it is closed, or until the process is interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread waits for the next line; there is nothing to put in order first
    anyio.run(_serve, folder)


async def _serve(folder: Path) -> None:
    server = made(Scenes(folder))
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def made(scenes: Scenes) -> Server[Any]:
    """The server of a case."""
    one = anyio.CapacityLimiter(1)

    async def listed(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(name) for name in TOOLS])

    async def called(_: Any, call: types.CallToolRequestParams) -> types.CallToolResult:
        if call.name not in TOOLS:
            return _refused(f"{words.plain(call.name)}: no tool of that name; there are {', '.join(TOOLS)}")
        try:
            found = await to_thread.run_sync(answer, scenes, call.name, call.arguments or {}, limiter=one)
        except RefusedError as error:
            return _refused(str(error))
        data = msgspec.json.encode(found)
        text = types.TextContent(type="text", text=data.decode())
        return types.CallToolResult(content=[text], structured_content=msgspec.json.decode(data))

    return Server("rashomon", title="rashomon", instructions=INSTRUCTIONS, on_list_tools=listed, on_call_tool=called)


def _tool(name: str) -> types.Tool:
    tool = TOOLS[name]
    return types.Tool(
        name=name,
        title=tool.title,
        description=tool.words,
        input_schema=tool.takes(),
        output_schema=tool.gives(),
        annotations=types.ToolAnnotations(
            title=tool.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _refused(sentence: str) -> types.CallToolResult:
    text = types.TextContent(type="text", text=words.plain(sentence))
    return types.CallToolResult(content=[text], is_error=True)
