/** Selectors of the state that more than one module uses. */

import { PAUSED } from "../../rtc/link-quality.js";

/** @import {Sending} from "../../rtc/picture-sending.js" */
/** @import {PictureSource} from "../../rtc/send-quality.js" */
/** @import {PresentPeer} from "../../rtc/room-media.js" */
/** @import {Participant} from "../protocol.js" */
/** @import {Person, State} from "./model.js" */

/** @param {State} state */
export function selfOf(state) {
  return state.people.find((person) => person.isSelf);
}

/** @param {State} state @param {string | undefined} participantId */
export function personOfSeat({ people }, participantId) {
  return people.find((person) => person.participantId === participantId);
}

/**
 * Return whether a person speaks now. A muted person is not heard, whatever was measured before.
 * @param {State} state
 * @param {Person | undefined} person
 */
export function isSpeaking({ speakers }, person) {
  return person !== undefined && !person.isMuted && speakers.includes(person.participantId);
}

/** @param {State} state */
export function isHostOrCohost(state) {
  return state.self.role !== "participant";
}

/**
 * Return the people with raised hands first, in the order of raising, then the others by name.
 * @param {State} state
 * @returns {Person[]}
 */
export function peopleInOrder(state) {
  const hand = (/** @type {Person} */ person) => person.handOrder ?? Number.MAX_SAFE_INTEGER;
  return [...state.people].sort(
    (a, b) => hand(a) - hand(b) || a.displayName.localeCompare(b.displayName),
  );
}

/** Return the socket ids of the peers with a connection. @param {State} state */
export function connectedPeerIds({ links, people }) {
  const ids = people.filter((one) => !one.isSelf).map((one) => one.socketId);
  return ids.filter((id) => links[id] === "connected");
}

/**
 * Return what other people receive of this person now, over the peer connections.
 * @param {State} state
 */
export function mediaReach({ links, media, people }) {
  const others = people.filter((one) => !one.isSelf);
  return {
    isAlone: others.length === 0,
    isReached: others.some((one) => links[one.socketId] === "connected"),
    isSeen: media.camera.isOn || media.isSharingScreen,
    isHeard: media.microphone.isOn,
  };
}

/** @param {Person} person */
export function sendsPicture({ isVideoOff, screenOrder }) {
  return !isVideoOff || screenOrder !== null;
}

/**
 * Return whether a person's camera or screen is paused to keep the sound. The camera of a client
 * that sends one picture may be replaced by its screen.
 * @param {State} state
 * @param {Person | undefined} person
 * @param {PictureSource} [source]
 */
export function isPicturePaused(state, person, source = "camera") {
  if (!person || !arePicturesPaused(state, person)) return false;
  const { hasTwoPictures, isVideoOff, screenOrder } = person;
  const isSharing = screenOrder !== null;
  return source === "screen" ? isSharing : !isVideoOff || (isSharing && !hasTwoPictures);
}

/**
 * Return whether the pictures of all people who send one are paused, so that the cause is on this
 * side. With one sender, the side is not known.
 * @param {State} state
 */
export function isEveryPicturePaused(state) {
  const senders = state.people.filter((one) => !one.isSelf && sendsPicture(one));
  return senders.length > 1 && senders.every((one) => arePicturesPaused(state, one));
}

/** @param {State} state @param {Person} person */
function arePicturesPaused({ pictureLevels }, { isSelf, socketId }) {
  return !isSelf && (pictureLevels[socketId] ?? 0) >= PAUSED;
}

/**
 * Return how this client sends its pictures, and to whom. A screen that replaces the camera has the
 * size that the receiver requested for the camera.
 * @param {State} state
 * @param {number} meshParticipants the most people with pictures in full quality
 * @returns {Sending}
 */
export function pictureSending(state, meshParticipants) {
  const { people, phase } = state;
  const others = phase === "meeting" ? people.filter((one) => !one.isSelf) : [];
  return {
    isCrowded: people.filter(sendsPicture).length > meshParticipants,
    isSpeaking: isSpeaking(state, selfOf(state)),
    receivers: others.map(({ socketId, requestedSizes: sizes, hasTwoPictures }) => ({
      id: socketId,
      requestedSizes: hasTwoPictures ? sizes : { ...sizes, screen: sizes.camera },
    })),
  };
}

/**
 * Return the peers to connect to, with the socket ids that they had before.
 * @param {Participant[]} participants
 * @param {State} before
 * @param {string} selfId
 * @returns {PresentPeer[]}
 */
export function peersOf(participants, before, selfId) {
  return participants
    .filter(({ socketId }) => socketId !== selfId)
    .map(({ participantId, socketId, knowsSeats = false, isReconnecting = false, ...one }) => ({
      id: socketId,
      previousId: personOfSeat(before, participantId)?.socketId ?? socketId,
      keepsConnections: knowsSeats,
      isReconnecting,
      usesMediaServer: one.usesMediaServer ?? false,
    }));
}
