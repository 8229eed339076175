/** The state of this client's microphone, camera and screen. */

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

export interface MediaState {
  microphone: InputState;
  camera: InputState;
  speaker: OutputState;
  isSharingScreen: boolean;
}
