/** Somebody in the meeting as the client keeps them, made from what the server says. */

/** @import {MediaState, Person, Self} from "../model.js" */
/** @import {Participant} from "../wire.js" */

/**
 * @param {Participant} participant
 * @param {number} handOrder its place if the hand is up
 * @param {number} screenOrder its place if a screen is shared
 * @returns {Person}
 */
export function personOf(participant, handOrder, screenOrder) {
  return {
    participantId: participant.participantId ?? participant.socketId,
    socketId: participant.socketId,
    displayName: participant.displayName,
    role: participant.role ?? (participant.isHost ? "host" : "participant"),
    isMuted: participant.isMuted,
    isVideoOff: participant.isVideoOff,
    screenOrder: participant.isScreenSharing ? screenOrder : null,
    handOrder: participant.isHandRaised ? handOrder : null,
    avatarColor: participant.avatarColor ?? 0,
    isReconnecting: participant.isReconnecting ?? false,
    isSelf: false,
  };
}

/** @param {Self} self @param {MediaState} media @param {number | null} handOrder @returns {Person} */
export function selfPerson(self, media, handOrder) {
  const { socketId, participantId, displayName, role, avatarColor } = self;
  const fixed = { socketId, participantId, displayName, role, avatarColor };
  return { ...fixed, ...flagsOf(media), handOrder, isReconnecting: false, isSelf: true };
}

/** @param {MediaState} media */
export function flagsOf({ microphone, camera, isSharingScreen }) {
  return {
    isMuted: !microphone.isOn,
    isVideoOff: !camera.isOn,
    screenOrder: isSharingScreen ? 1 : null,
  };
}

/** For sorting, the longest raised hand first. @param {Participant} a @param {Participant} b */
export function byHandRaisedAt(a, b) {
  return (a.handRaisedAt ?? "") < (b.handRaisedAt ?? "") ? -1 : 1;
}
