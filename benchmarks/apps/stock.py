"""The smallest python-socketio server that can carry a call, for stock daphne.

It has no checks, limits or identities: a client that knows an id can send messages to it.
"""

import socketio

server = socketio.AsyncServer(async_mode="asgi", ping_interval=300)
application = socketio.ASGIApp(server)
rooms = {}


@server.on("join-room")
async def join_room(sid, data):
    rooms[sid] = data["roomCode"]
    await server.enter_room(sid, rooms[sid])
    await server.emit("room-joined", {}, to=sid)


@server.on("leave-room")
async def leave_room(sid, _data):
    await server.leave_room(sid, rooms.pop(sid))
    return {"success": True}


@server.on("offer")
async def offer(sid, data):
    await server.emit("offer", {"senderId": sid, "sdp": data["sdp"]}, to=data["targetId"])


@server.on("ice-candidate")
async def ice_candidate(sid, data):
    relayed = {"senderId": sid, "candidate": data["candidate"]}
    await server.emit("ice-candidate", relayed, to=data["targetId"])


@server.on("toggle-audio")
async def toggle_audio(sid, data):
    toggled = {"socketId": sid, "enabled": data["enabled"]}
    await server.emit("user-toggle-audio", toggled, room=rooms[sid], skip_sid=sid)


@server.event
async def disconnect(sid, _reason):
    if (room := rooms.pop(sid, None)) is not None:
        await server.emit("user-left", {"socketId": sid}, room=room, skip_sid=sid)
