/** Select what the media of the room must know of the other people. */

/** @import {Source} from "../../media/media-state.js" */
/** @import {PresentPerson} from "../../rtc/playback.js" */
/** @import {PictureSource} from "../../rtc/send-quality.js" */
/** @import {Person, State} from "./model.js" */

/** @typedef {(participantId: string, source: PictureSource) => boolean} IsDisplayed */

/**
 * Return everybody else in the meeting.
 * @param {State} state
 * @param {IsDisplayed} isDisplayed whether this page displays a picture, or may display it
 * @returns {PresentPerson[]}
 */
export function presentPeople({ isConnected, people, phase }, isDisplayed) {
  if (phase !== "meeting") return [];
  return people
    .filter((one) => !one.isSelf)
    .map((person) => ({
      participantId: person.participantId,
      socketId: person.socketId,
      usesMediaServer: person.usesMediaServer,
      hasTwoPictures: person.hasTwoPictures,
      isMuted: person.isMuted,
      isReachable: isConnected && !person.isReconnecting,
      expected: expectedOf(person, isDisplayed),
    }));
}

/**
 * Return what a person sends and this page plays. Whether a screen has sound is not known.
 * @param {Person} person
 * @param {IsDisplayed} isDisplayed
 */
function expectedOf({ isMuted, isVideoOff, participantId, screenOrder }, isDisplayed) {
  /** @type {Source[]} */
  const expected = [];
  if (!isMuted) expected.push("microphone");
  if (!isVideoOff && isDisplayed(participantId, "camera")) expected.push("camera");
  if (screenOrder !== null && isDisplayed(participantId, "screen")) expected.push("screen");
  return expected;
}
