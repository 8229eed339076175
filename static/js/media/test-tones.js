/**
 * Play three rising tones on one speaker, so that a person hears whether it works.
 */

/** In hertz: the notes C, E and G. */
const TONES = [523, 659, 784];
const TONE_SECONDS = 0.35;
const LOUDNESS = 0.15;
/** Time in which a tone begins and ends, so that it does not click. */
const FADE_SECONDS = 0.03;

/**
 * Throw a DOMException if the speaker can't be used.
 * @param {string} deviceId "" for the speaker of the system
 * @returns {Promise<void>} settles after the last tone
 */
export async function playTestTones(deviceId) {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const player = new Audio();
  try {
    player.srcObject = output.stream;
    // Browsers without `setSinkId` play on the speaker of the system.
    if (deviceId) await player.setSinkId?.(deviceId);
    await player.play();
    await playTones(context, output);
  } finally {
    player.srcObject = null;
    await context.close();
  }
}

/** @param {AudioContext} context @param {AudioNode} output @returns {Promise<void>} */
async function playTones(context, output) {
  await context.resume();
  const ends = TONES.map((frequency, index) => {
    const begin = context.currentTime + index * TONE_SECONDS;
    return playTone(context, output, { frequency, begin });
  });
  await Promise.all(ends);
}

/**
 * @param {AudioContext} context
 * @param {AudioNode} output
 * @param {{frequency: number, begin: number}} tone
 */
function playTone(context, output, { frequency, begin }) {
  const end = begin + TONE_SECONDS;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(LOUDNESS, begin + FADE_SECONDS);
  gain.gain.setValueAtTime(LOUDNESS, end - FADE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, end);
  gain.connect(output);
  const tone = new OscillatorNode(context, { frequency });
  tone.connect(gain);
  tone.start(begin);
  tone.stop(end);
  return new Promise((resolve) => {
    tone.onended = resolve;
  });
}
