/** The state of this client's microphone, camera and screen. */

import type { Load } from "./background/frame-load.js";

export type InputKind = "microphone" | "camera";
export type DeviceKind = InputKind | "speaker";
/** What a person sends. `screen-sound` is the sound of a shared tab. */
export type Source = InputKind | "screen" | "screen-sound";
/** Reason why an input can't be opened. */
export type Problem =
  | "denied"
  /** The browser itself may not use the device, by the settings of the system. */
  | "denied-by-system"
  | "missing"
  | "busy"
  | "insecure"
  /** The browser has not answered yet. It may be asking the person. */
  | "pending"
  /** The browser has not answered for 20 s. */
  | "unanswered";

export interface InputState {
  isOn: boolean;
  isOpening: boolean;
  problem: Problem | null;
  deviceId: string;
  devices: { deviceId: string; label: string }[];
}

/** The speaker that plays the meeting. */
export interface OutputState {
  /** "" for the speaker of the system. */
  deviceId: string;
  devices: { deviceId: string; label: string }[];
}

/** The background behind this person. `own` is the picture from their computer. */
export type Background = "none" | "blur" | "hills" | "room" | "shapes" | "own";
/**
 * `slow`: the computer can't process 10 pictures a second. `failed`: the library or the picture can't
 * be loaded.
 */
export type BackgroundProblem = "slow" | "failed";

export interface BackgroundState {
  /** Whether this browser can change the background. */
  isPossible: boolean;
  chosen: Background;
  /** Reason why the background is shown again. */
  problem: BackgroundProblem | null;
  /** Measured once a second while pictures are processed, else null. */
  load: Load | null;
  /** The address of the person's own picture in this page, null without one. */
  ownPicture: string | null;
}

export interface MediaState {
  microphone: InputState;
  camera: InputState;
  speaker: OutputState;
  background: BackgroundState;
  isSharingScreen: boolean;
  /** Whether the self view is mirrored. The view of a camera at the back of a phone is not. */
  isSelfMirrored: boolean;
}
