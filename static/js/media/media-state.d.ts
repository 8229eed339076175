/** The state of this client's microphone, camera and screen. */

import type { Load } from "./blur/frame-load.js";

export type InputKind = "microphone" | "camera";
export type DeviceKind = InputKind | "speaker";
/** What a person sends. `screen-sound` is the sound of a shared tab. */
export type Source = InputKind | "screen" | "screen-sound";
/** Reason why an input can't be opened. */
export type Problem =
  | "denied"
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

/** `slow`: the computer can't blur 10 pictures a second. `failed`: the library can't be loaded. */
export type BlurProblem = "slow" | "failed";

export interface BlurState {
  /** Whether this browser can blur the background. */
  isPossible: boolean;
  isOn: boolean;
  /** Reason why the blur was turned off. */
  problem: BlurProblem | null;
  /** Measured once a second while pictures are blurred, else null. */
  load: Load | null;
}

export interface MediaState {
  microphone: InputState;
  camera: InputState;
  speaker: OutputState;
  blur: BlurState;
  isSharingScreen: boolean;
}
