import assert from "node:assert/strict";
import { test } from "node:test";

import { ReceivedStreams } from "../../static/js/rtc/received-streams.js";
import { FakeStream, FakeTrack } from "./fake-tracks.js";

test("tracks of another connection replace tracks with the same ids", () => {
  const streams = new ReceivedStreams(() => /** @type {any} */ (new FakeStream()));
  const tracks = () =>
    /** @type {any[]} */ ([new FakeTrack("audio", "0"), new FakeTrack("video", "1")]);
  const [firstSound, firstPicture] = tracks();
  const { main } = streams.got("ann", { microphone: [firstSound], camera: [firstPicture] });

  const [sound, picture] = tracks();
  streams.got("ann", { microphone: [sound], camera: [picture] });

  assert.deepEqual(new Set(main.getTracks()), new Set([sound, picture]));
});
