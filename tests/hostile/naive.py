"""The naive server, which must fail the checks: stock daphne with a minimal python-socketio.

It implements only the part of the protocols that the checks need.
"""

import socketio

sockets = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")


@sockets.on("join-room")
async def join(sid, payload):
    await sockets.enter_room(sid, payload["roomCode"])
    await sockets.save_session(sid, payload)
    event = {"participant": {"socketId": sid, "displayName": payload["displayName"]}}
    await sockets.emit("user-joined", event, room=payload["roomCode"], skip_sid=sid)
    return {"success": True}


@sockets.on("offer")
async def relay(sid, payload):
    await sockets.emit("offer", {"senderId": sid, "sdp": payload["sdp"]}, to=payload["targetId"])


@sockets.on("ice-candidate")
async def trickle(sid, payload):
    event = {"senderId": sid, "candidate": payload["candidate"]}
    await sockets.emit("ice-candidate", event, to=payload["targetId"])


@sockets.on("toggle-audio")
async def toggle(sid, payload):
    room = (await sockets.get_session(sid))["roomCode"]
    event = {"socketId": sid, "enabled": payload["enabled"]}
    await sockets.emit("user-toggle-audio", event, room=room, skip_sid=sid)
    return {"success": True}


@sockets.on("findChat", namespace="/meetmates")
async def seek(sid, _email, _with_video):
    await sockets.emit("waiting", to=sid, namespace="/meetmates")


@sockets.event
async def disconnect(sid, _reason):
    if room := (await sockets.get_session(sid)).get("roomCode"):
        await sockets.emit("user-left", {"socketId": sid}, room=room, skip_sid=sid)


async def page(scope, _receive, send):
    body = f'<a href="{scope["root_path"]}/">Home</a>'.encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


application = socketio.ASGIApp(sockets, page)
