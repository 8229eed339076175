/** Create a `Person` of the state from the server's data. */

/** @import {PictureSizes} from "../../rtc/send-quality.js" */
/** @import {Participant} from "../protocol.js" */
/** @import {MediaState} from "../../media/media-state.js" */
/** @import {Person, Self} from "./model.js" */

/** @type {PictureSizes} */
export const NO_SIZES = { camera: null, screen: null };

/**
 * @param {Participant} participant
 * @param {number} handOrder position among raised hands, used if the hand is raised
 * @param {number} screenOrder position among shared screens, used if a screen is shared
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
    requestedSizes: NO_SIZES,
    hasTwoPictures: participant.hasTwoPictures ?? false,
    usesMediaServer: participant.usesMediaServer ?? false,
    isReconnecting: participant.isReconnecting ?? false,
    isSelf: false,
  };
}

/**
 * @param {Self} self
 * @param {MediaState} media
 * @param {number | null} handOrder
 * @returns {Person}
 */
export function selfPerson(self, media, handOrder) {
  const { socketId, participantId, displayName, role, avatarColor } = self;
  const fixed = { socketId, participantId, displayName, role, avatarColor };
  const here = { isReconnecting: false, isSelf: true };
  const pictures = { requestedSizes: NO_SIZES, hasTwoPictures: true, usesMediaServer: true };
  return { ...fixed, ...flagsOf(media), ...here, ...pictures, handOrder };
}

/** @param {MediaState} media */
export function flagsOf({ microphone, camera, isSharingScreen }) {
  return {
    isMuted: !microphone.isOn,
    isVideoOff: !camera.isOn,
    screenOrder: isSharingScreen ? 1 : null,
  };
}

/**
 * Compare two participants for sorting; the hand that was raised first comes first.
 * @param {Participant} a
 * @param {Participant} b
 */
export function byHandRaisedAt(a, b) {
  return (a.handRaisedAt ?? "") < (b.handRaisedAt ?? "") ? -1 : 1;
}
