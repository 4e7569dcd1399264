#!/usr/bin/env python3
"""generate_storage.py - deterministic synthetic OpenCode 1.1.65 JSON storage (shapes copied from real runs).

usage: generate_storage.py OUT_STORAGE_DIR [--sessions 500] [--messages 40] [--parts 3] [--seed 1]
                      [--projects 5] [--epoch-ms 1767571200000] [--big 8] [--big-kb 200] [--compact]
Layout written (what 1.1.65 writes; pretty JSON, 2 spaces, UTF-8 not escaped):
  OUT/migration                       "2"
  OUT/project/<projectID>.json        projectID = 40 hex (git root commit) or "global"
  OUT/session/<projectID>/<ses_>.json
  OUT/message/<ses_>/<msg_>.json
  OUT/part/<msg_>/<prt_>.json
  OUT/session_diff/<ses_>.json  OUT/todo/<ses_>.json (1 of 5)  OUT/session_share/<ses_>.json (1 of 100)
Same arguments -> byte-identical tree. Ids are valid: prefix + 12 hex (ms*4096+counter, low 48 bits,
bitwise-inverted for ses_) + 14 base62.
"""
import argparse, json, os, random, hashlib
CH = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ap = argparse.ArgumentParser()
ap.add_argument('out'); ap.add_argument('--sessions', type=int, default=500); ap.add_argument('--messages', type=int, default=40)
ap.add_argument('--parts', type=int, default=3); ap.add_argument('--seed', type=int, default=1); ap.add_argument('--projects', type=int, default=5)
ap.add_argument('--epoch-ms', type=int, default=1767571200000); ap.add_argument('--big', type=int, default=8); ap.add_argument('--big-kb', type=int, default=200)
ap.add_argument('--compact', action='store_true'); ap.add_argument('--first-project', default='f7aec8c5093f1ae1b39d20d2e2eda2477e2278c8'); ap.add_argument('--first-worktree', default='/home/dev/code/gitlocal')
A = ap.parse_args(); R = random.Random(A.seed)
last = [0, 0]
def mkid(p, ms, desc=False):
    if ms != last[0]: last[0], last[1] = ms, 0
    last[1] += 1
    v = ms * 4096 + last[1]
    if desc: v = ~v
    return f"{p}_{v & ((1 << 48) - 1):012x}" + ''.join(R.choices(CH, k=14))
made = set(); nbytes = 0; nfiles = 0
def w(rel, obj):
    global nbytes, nfiles
    p = os.path.join(A.out, rel); d = os.path.dirname(p)
    if d not in made: os.makedirs(d, exist_ok=True); made.add(d)
    s = json.dumps(obj, ensure_ascii=False, separators=(',', ':')) if A.compact else json.dumps(obj, ensure_ascii=False, indent=2)
    b = s.encode(); nbytes += len(b); nfiles += 1
    with open(p, 'wb') as f: f.write(b)
WORDS = "the function returns a value when session storage reads each message part from disk and then writes JSON rows into the database so that every tool call keeps its input output metadata time start end snapshot patch hash commit branch naïve café 日本語 мир 🚀 ✅ error warning build test npm run src/index.ts const await import export default null undefined => { } ( ) ; \" \\ / <tag> & 100% 3.14 0x1f".split(' ')
POOL = []
for _ in range(400): POOL.append(' '.join(R.choices(WORDS, k=R.randint(6, 16))))
def text(n):
    out = []; k = 0
    while k < n:
        l = R.choice(POOL); out.append(l); k += len(l) + 1
    return '\n'.join(out)[:n]
def size(): # log-uniform 0.2 .. 8 KB
    return int(200 * (40 ** R.random()))
def git(s): return hashlib.sha1(s.encode()).hexdigest()
t = A.epoch_ms
os.makedirs(A.out, exist_ok=True); open(os.path.join(A.out, 'migration'), 'w').write('2')
projects = []
for i in range(A.projects):
    pid, wt = (A.first_project, A.first_worktree) if i == 0 else ('global', '/') if i == A.projects - 1 and A.projects > 1 else (git(f'{A.seed}-project-{i}'), f'/home/dev/code/project-{i}')
    projects.append((pid, wt)); pr = {"id": pid, "worktree": wt}
    if pid != 'global': pr["vcs"] = "git"
    pr["sandboxes"] = []; pr["time"] = {"created": t, "updated": t + 86400000}
    w(f'project/{pid}.json', pr)
big_left = A.big; nm = npart = 0; sess = []
PERM = [{"permission": p, "pattern": "*", "action": "deny"} for p in ("question", "plan_enter", "plan_exit")]
for si in range(A.sessions):
    t += R.randint(60000, 3600000); pid, wt = projects[0] if R.random() < .4 else R.choice(projects); cwd = wt if pid != 'global' else f'/home/dev/plain-{si % 7}'
    sid = mkid('ses', t, True); t0 = t; child = sess and si % 10 == 9
    s = {"id": sid, "slug": f"{R.choice(['brave','calm','eager','lucky','silent'])}-{R.choice(['otter','panda','river','comet'])}", "version": "1.1.65", "projectID": pid, "directory": cwd}
    if child:
        par = R.choice(sess[-8:]); s["parentID"], s["projectID"], s["directory"] = par; pid, cwd = par[1], par[2]
    s["title"] = f"{text(R.randint(12, 60))} #{si}".replace('\n', ' ')
    if R.random() < .6: s["permission"] = PERM
    diffs = []; mids = []; user = None
    for mi in range(A.messages):
        t += R.randint(300, 20000); mid = mkid('msg', t); nm += 1; parts = []
        if mi % 4 == 0:
            m = {"id": mid, "sessionID": sid, "role": "user", "time": {"created": t}, "summary": {"title": text(40).replace('\n', ' '), "diffs": []}, "agent": "build", "model": {"providerID": "fake", "modelID": "fake-model"}}
            user = mid; parts.append({"type": "text", "text": text(size() // 2)})
            while len(parts) < A.parts: parts.append({"type": "text", "synthetic": True, "text": text(size())} if R.random() < .7 else {"type": "file", "mime": "text/plain", "filename": "README.md", "url": f"file://{cwd}/README.md"})
        else:
            fin = mi % 4 == 3; inp = R.randint(500, 90000); out = R.randint(20, 4000)
            tok = {"total": inp + out, "input": inp, "output": out, "reasoning": 0, "cache": {"read": R.randint(0, 50000), "write": 0}}
            cost = round((inp * 3 + out * 15) / 1e6, 6)
            m = {"id": mid, "sessionID": sid, "role": "assistant", "time": {"created": t, "completed": t + 250}, "parentID": user, "modelID": "fake-model", "providerID": "fake", "mode": "build", "agent": "build", "path": {"cwd": cwd, "root": cwd}, "cost": cost, "tokens": tok, "finish": "stop" if fin else "tool-calls"}
            snap = git(f'{mid}s'); body = []
            for k in range(max(1, A.parts - 2)):
                r = R.random(); n = size()
                if big_left and R.random() < .002: n = A.big_kb * 1024; big_left -= 1
                if fin or r < .25: body.append({"type": "text", "text": text(n), "time": {"start": t, "end": t + 100}})
                elif r < .35: body.append({"type": "reasoning", "text": text(n), "time": {"start": t, "end": t + 100}})
                else:
                    o = text(n); tool = R.choice(["bash", "read", "edit", "write", "grep", "todowrite"]); f = f'{cwd}/src/f{R.randint(0, 99)}.ts'
                    i = {"command": "npm test", "description": "Run tests"} if tool == "bash" else {"filePath": f, "content": o[:n // 2]} if tool == "write" else {"pattern": "foo"} if tool == "grep" else {"filePath": f}
                    st = {"status": "completed", "input": i, "output": o, "title": f.lstrip('/'), "metadata": {"truncated": False, "preview": o[:200]}, "time": {"start": t, "end": t + 90}} if R.random() < .95 else {"status": "error", "input": i, "error": "Error: " + o[:200], "time": {"start": t, "end": t + 9}}
                    body.append({"type": "tool", "callID": f"call_{si}_{mi}_{k}", "tool": tool, "state": st})
                    if tool in ("edit", "write"): diffs.append({"file": f[len(cwd) + 1:], "before": "", "after": o[:300], "additions": 5, "deletions": 1, "status": "modified"})
            parts = [{"type": "step-start", "snapshot": snap}] + body + [{"type": "step-finish", "reason": m["finish"], "snapshot": snap, "cost": cost, "tokens": tok}]
            parts = parts[:A.parts] if A.parts < 3 else parts
        w(f'message/{sid}/{mid}.json', m); mids.append(mid)
        for p in parts:
            q = mkid('prt', t); npart += 1; w(f'part/{mid}/{q}.json', {"id": q, "sessionID": sid, "messageID": mid, **p})
    s["time"] = {"created": t0, "updated": t}; s["summary"] = {"additions": 5 * len(diffs), "deletions": len(diffs), "files": len(diffs)}
    if si % 50 == 49: s["time"]["archived"] = t + 1000
    if si % 100 == 7:
        s["share"] = {"url": f"https://opncd.ai/s/{sid[-8:]}"}; w(f'session_share/{sid}.json', {"id": sid[-8:], "url": s["share"]["url"], "secret": git(sid)})
    w(f'session/{pid}/{sid}.json', s); w(f'session_diff/{sid}.json', diffs[:5]); sess.append((sid, pid, cwd))
    if si % 5 == 0: w(f'todo/{sid}.json', [{"id": str(k + 1), "content": text(40).replace('\n', ' '), "status": "pending", "priority": "medium"} for k in range(4)])
print(json.dumps({"projects": len(projects), "sessions": len(sess), "messages": nm, "parts": npart, "files": nfiles, "bytes": nbytes, "first_session": sess[0][0], "last_session": sess[-1][0]}))
