/** The state of this client's microphone, camera and screen. */

export type InputKind = "microphone" | "camera";
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

export interface MediaState {
  microphone: InputState;
  camera: InputState;
  isSharingScreen: boolean;
}
