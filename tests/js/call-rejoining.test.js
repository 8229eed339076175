import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, message, participant } from "./example-call.js";
import { settled } from "./fake-connection.js";
import { newCall } from "./fake-parts.js";
import { join, leave, peer, ROOM } from "./in-a-call.js";

test("a disconnect keeps the links, and the room is joined again after the reconnect", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  parts.signaling.gotEvent("disconnected", {});
  assert.equal(parts.store.state.isConnected, false);
  assert.equal(parts.roomMedia.calls.length, 1);

  for (let attempt = 0; attempt < 10; attempt += 1) parts.signaling.gotEvent("connect-failed", {});
  assert.equal(parts.store.state.phase, "meeting");

  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined({ participants: [participant("ann")] }));
  await settled();
  assert.equal(parts.signaling.payloads("join-room").length, 2);
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["join", "me-2", [peer("ann")], [], ROOM]);
  assert.deepEqual(parts.signaling.payloads("toggle-audio").length, 2);
});

test("a recovered connection does not join again", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  assert.equal(parts.store.state.isConnected, true);
  assert.equal(parts.signaling.payloads("join-room").length, 1);
});

test("a toggle during a disconnect is the only flag that is sent after the recovery", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.signaling.gotEvent("disconnected", {});
  await parts.call.media.toggle("camera");
  const before = parts.signaling.sent.length;
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  const told = parts.signaling.sent.slice(before);
  assert.deepEqual(
    told.map(({ name, payload }) => [name, payload.enabled]),
    [["toggle-video", false]],
  );
});

test("a mute during a disconnect applies after the return, but not to a new entry", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  const self = { ...participant("me"), isMuted: true };
  await join(parts, { self });
  assert.equal(parts.media.microphone.isOn, true);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined({ self }));
  assert.equal(parts.media.microphone.isOn, false);
});

test("an unmute during a disconnect is kept, and sent after the return", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  await parts.call.media.toggle("microphone");
  parts.signaling.gotEvent("disconnected", {});
  await parts.call.media.toggle("microphone");
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  const self = { ...participant("me"), isMuted: true };
  parts.signaling.gotEvent("room-joined", joined({ self }));
  assert.equal(parts.media.microphone.isOn, true);
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, true);
});

test("a page reloaded in a meeting returns to its seat, with the devices as before", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.storage.updateTab({ mayRejoin: true, participantToken: "token" });
  parts.storage.tab.isOn = { microphone: false, camera: true };
  await parts.call.begin();
  assert.equal(parts.store.state.phase, "rejoining");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined());
  await settled();
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, false);
  assert.equal(parts.signaling.payloads("join-room")[0].participantToken, "token");
});

test("peers that keep their links are passed to the media of the room with their previous ids", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  const ann = { ...participant("ann"), socketId: "ann-2", knowsSeats: true };
  parts.signaling.gotEvent("room-joined", joined({ participants: [ann] }));
  const peers = [{ ...peer("ann-2"), previousId: "ann", keepsConnections: true }];
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["join", "me-2", peers, [], ROOM]);
});

test("the return of a peer is passed to the media of the room", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  const payload = { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann-2" };
  parts.signaling.gotEvent("participant-resumed", payload);
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["gotResumed", "ann", "ann-2"]);
});

test("after a reconnect, only flags that the server does not know are sent", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.media.screen.start();
  const before = parts.signaling.sent.length;
  const again = (/** @type {object} */ fields) => {
    parts.signaling.gotEvent("disconnected", {});
    parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
    parts.signaling.gotEvent("room-joined", joined({ self: { ...participant("me"), ...fields } }));
    return settled();
  };
  await again({ isScreenSharing: true });
  await again({ isVideoOff: true });
  parts.media.screen.stop();
  await again({ isScreenSharing: true });
  await again({});
  assert.deepEqual(
    parts.signaling.sent
      .slice(before)
      .filter(({ name }) => name !== "join-room")
      .map(({ name, payload }) => [name, payload.enabled]),
    [
      ["toggle-video", true],
      ["start-screen-share", undefined],
      ["stop-screen-share", undefined],
    ],
  );
});

test("a message whose answer was lost with the socket is repeated once, by its key", async (t) => {
  for (const isRecovered of [true, false]) {
    const parts = newCall();
    t.after(() => leave(parts));
    await join(parts);
    parts.signaling.answers["chat-message"] = { success: false, code: "NO_ANSWER" };
    const isSent = [parts.call.chat.send("One"), parts.call.chat.send("Two")];
    parts.signaling.gotEvent("disconnected", {});
    await Promise.all(isSent);
    assert.deepEqual(
      parts.store.state.outgoing.map(({ hasFailed }) => hasFailed),
      [false, false],
    );
    parts.signaling.answers["chat-message"] = { success: true, message: message("7", "me") };
    parts.signaling.gotEvent("connected", { socketId: "me", isRecovered });
    if (!isRecovered) parts.signaling.gotEvent("room-joined", joined());
    await settled();
    const sent = parts.signaling.payloads("chat-message");
    assert.deepEqual(
      sent.map(({ content }) => content),
      ["One", "Two", "One", "Two"],
    );
    assert.deepEqual([sent[0].key, sent[1].key], [sent[2].key, sent[3].key]);
    assert.deepEqual(parts.store.state.outgoing, []);
    assert.equal(parts.store.state.messages.length, 1);
  }
});

test("a message written without a connection is not sent by itself", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.answers["chat-message"] = { success: false, code: "OFFLINE" };
  await parts.call.chat.send("Hello?");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  await settled();
  assert.equal(parts.signaling.payloads("chat-message").length, 1);
  assert.equal(parts.store.state.outgoing[0]?.hasFailed, true);
});

test("a client that joins again by itself does not take the seat back from another tab", async () => {
  const parts = newCall();
  parts.storage.updateTab({ mayRejoin: true });
  await parts.call.begin();
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined());
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  assert.deepEqual(
    parts.signaling.payloads("join-room").map(({ previousSocketIds }) => previousSocketIds),
    [undefined, ["me", "me-2"]],
  );
  parts.signaling.gotEvent("join-error", { code: "JOIN_FAILED", message: "", reason: "MOVED" });
  assert.deepEqual(parts.store.state.callEnd, { kind: "moved" });
  assert.ok(!parts.signaling.isOpen);
});
