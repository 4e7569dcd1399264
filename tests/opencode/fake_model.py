#!/usr/bin/env python3
"""A language model for tests: an OpenAI-compatible server on loopback whose answers follow from the
request alone. Each request's body becomes a line of the log.

    fake_model.py LOG [SOCKET]     SOCKET: the number of an inherited socket that listens already;
                                   without it one is made and its port printed as the first line

What the last user message holds decides the answer:

    #tools=write,bash,...   calls these tools, one a step, then answers in words
    #think                  reasons before it answers
"""

import ctypes
import http.server
import json
import re
import signal
import socket
import sys
import threading

TOOLS = {
    "bash": lambda text, place: {"command": "echo from the tool", "description": "Says something"},
    "write": lambda text, place: {"filePath": f"{place}/notes.md", "content": f"# Notes\n{text}\n"},
    "read": lambda text, place: {"filePath": f"{place}/notes.md"},
    "fail": lambda text, place: {"filePath": f"{place}/there is no such file"},
    "todowrite": lambda text, place: {
        "todos": [
            {"id": "1", "content": "Look — 看", "status": "completed", "priority": "high"},
            {"id": "2", "content": "Write it down", "status": "in_progress", "priority": "low"},
        ]
    },
    "task": lambda text, place: {
        "description": "Look into it",
        "prompt": "A child's work",
        "subagent_type": "general",
    },
}
ALIASES = {"fail": "read"}  # a tool call that ends in an error


def text_of(message):
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content)


def answer(request):
    """The deltas of one answer, and why it ended."""
    messages = request["messages"]
    users = [n for n, message in enumerate(messages) if message["role"] == "user"]
    prompt = text_of(messages[users[-1]]) if users else ""
    system = "\n".join(text_of(m) for m in messages if m["role"] == "system")
    if not request.get("tools"):
        # A title, or a summary of the conversation.
        return [{"content": "About " + " ".join(prompt.split())[:40]}], "stop"
    offered = {tool["function"]["name"] for tool in request["tools"]}
    plan = re.search(r"#tools=([a-z,]+)", prompt)
    wanted = [name for name in plan.group(1).split(",") if name] if plan else []
    wanted = [name for name in wanted if ALIASES.get(name, name) in offered]
    # The calls since that prompt tell the step.
    done = sum(len(m.get("tool_calls") or []) for m in messages[users[-1] :]) if users else 0
    deltas = [{"reasoning_content": "Let me think. "}] if "#think" in prompt else []
    if done < len(wanted):
        place = re.search(r"Working directory: (.+)", system)
        name = wanted[done]
        words = prompt.replace("#", "")
        arguments = TOOLS[name](words, place.group(1).strip() if place else "/tmp")
        call = {"name": ALIASES.get(name, name), "arguments": json.dumps(arguments)}
        ident = f"call_{len(messages)}_{done}"
        deltas.append({"content": f"Calling {name}."})
        deltas.append(
            {"tool_calls": [{"index": 0, "id": ident, "type": "function", "function": call}]}
        )
        return deltas, "tool_calls"
    words = f"Answer to turn {len(users)}: “{' '.join(prompt.split())[:80]}” 🚀"
    deltas += [{"content": word + " "} for word in words.split(" ")]
    return deltas, "stop"


class Model(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    log = None
    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        with Model.lock:
            Model.log.write(json.dumps(request) + "\n")
            Model.log.flush()
        deltas, reason = answer(request)
        size = len(body) // 4
        words = len(deltas)
        usage = {"prompt_tokens": size, "completion_tokens": words, "total_tokens": size + words}
        chunks = [({"role": "assistant"}, None, None)]
        chunks += [(delta, None, None) for delta in deltas]
        chunks += [({}, reason, usage)]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for delta, finish, used in chunks:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {
                "id": "chatcmpl-1",
                "object": "chat.completion.chunk",
                "created": 1700000000,
                "model": request.get("model", "fake-model"),
                "choices": [choice],
            }
            if used:
                chunk["usage"] = used
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, inherited):
        super().__init__(("127.0.0.1", 0), Model, bind_and_activate=False)
        self.socket.close()
        self.socket = inherited


def main():
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)  # it ends with the test
    Model.log = open(sys.argv[1], "a", encoding="utf-8")
    if len(sys.argv) > 2:
        inherited = socket.socket(fileno=int(sys.argv[2]))
    else:
        inherited = socket.create_server(("127.0.0.1", 0), backlog=64)
        print(inherited.getsockname()[1], flush=True)
    Server(inherited).serve_forever()


main()
