// The page of `benchmarks/noise_suppression.py`: mix speech with noise, process it, compare.

import {
  GtcrnWorkletNode,
  loadGtcrn,
  loadRnnoise,
  loadSpeex,
  RnnoiseWorkletNode,
  SpeexWorkletNode,
} from "./index.js";

const RATE = 48_000;
const START_SECONDS = 0.5;
const LIBRARIES = {
  none: null,
  speex: [SpeexWorkletNode, () => loadSpeex({ url: "speex.wasm" }), "speex"],
  rnnoise: [
    RnnoiseWorkletNode,
    () => loadRnnoise({ url: "rnnoise.wasm", simdUrl: "rnnoise_simd.wasm" }),
    "rnnoise",
  ],
  gtcrn: [GtcrnWorkletNode, () => loadGtcrn({ url: "gtcrn.wasm" }), "gtcrn"],
};

async function voice(name) {
  const data = await (await fetch(`${name}.wav`)).arrayBuffer();
  const buffer = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(data);
  return buffer.getChannelData(0);
}

// A generator of random numbers that repeats: mulberry32.
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NOISES = {
  white: async (length) => {
    const random = randomNumbers(1);
    return Float32Array.from({ length }, () => random() - random());
  },
  hum: async (length) => {
    const tones = [1, 2, 3, 5, 7].map((part) => (2 * Math.PI * 100 * part) / RATE);
    const random = randomNumbers(2);
    let low = 0;
    return Float32Array.from({ length }, (_, at) => {
      low += 0.02 * (random() - random() - low);
      const hum = tones.reduce((sum, tone, part) => sum + Math.sin(tone * at) / (part + 1), 0);
      return 0.1 * hum + low;
    });
  },
  keys: async (length) => {
    const random = randomNumbers(3);
    const noise = new Float32Array(length);
    for (let at = 0; at < length; at += Math.round(RATE * (0.09 + 0.16 * random()))) {
      const strength = 0.3 + random();
      for (let after = 0; after < 1500 && at + after < length; after += 1)
        noise[at + after] += strength * (random() - random()) * Math.exp(-after / 260);
    }
    return noise;
  },
  voices: async (length) => {
    const [one, other] = [await voice("other"), await voice("third")];
    return Float32Array.from({ length }, (_, at) => {
      const [shifted, later] = [(at + 31_000) % one.length, (at + 97_000) % other.length];
      return one[shifted] + other[later];
    });
  },
};

function energy(samples) {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}

// Return the speech, and the speech with noise.
async function mix({ noise: kind, ratioDb }) {
  const speech = await voice("speech");
  const noise = await NOISES[kind](speech.length);
  const gain = Math.sqrt(energy(speech) / energy(noise) / 10 ** (ratioDb / 10));
  const mixed = speech.map((sample, at) => sample + gain * noise[at]);
  const loudest = mixed.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const scale = Math.min(1, 0.9 / loudest);
  return { speech: speech.map((sample) => sample * scale), mixed: mixed.map((one) => one * scale) };
}

window.mixAsWav = async (kind) => {
  const { mixed } = await mix(kind);
  const view = new DataView(new ArrayBuffer(44 + 2 * mixed.length));
  const words = [0x46464952, 36 + 2 * mixed.length, 0x45564157, 0x20746d66, 16, 0x10001, RATE];
  [...words, 2 * RATE, 0x100002, 0x61746164, 2 * mixed.length].forEach((word, at) =>
    view.setUint32(4 * at, word, true),
  );
  mixed.forEach((one, at) => view.setInt16(44 + 2 * at, Math.round(one * 32_767), true));
  const bytes = new Uint8Array(view.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 30_000)
    text += String.fromCharCode(...bytes.subarray(at, at + 30_000));
  return btoa(text);
};

window.measureLibraries = async (kind) => {
  const { speech, mixed } = await mix(kind);
  const rows = [];
  for (const [processing, library] of Object.entries(LIBRARIES)) {
    const { output, share } = await process(mixed, library);
    rows.push({ processing, share, ...compare(speech, output) });
  }
  return rows;
};

async function process(samples, library) {
  const context = new OfflineAudioContext(1, samples.length + 2 * RATE, RATE);
  const buffer = context.createBuffer(1, samples.length, RATE);
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  if (library) {
    const [Node, load, folder] = library;
    const wasmBinary = await load();
    await context.audioWorklet.addModule(`${folder}/workletProcessor.js`);
    const node = new Node(context, { wasmBinary, maxChannels: 1 });
    source.connect(node).connect(context.destination);
  } else source.connect(context.destination);
  // A library starts in the thread of the audio, which renders only after that.
  const ready = context.suspend(START_SECONDS / 2);
  source.start(START_SECONDS);
  const rendering = context.startRendering();
  await ready;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const beganAt = performance.now();
  await context.resume();
  const rendered = await rendering;
  const share = (performance.now() - beganAt) / (1000 * rendered.duration);
  return { output: rendered.getChannelData(0), share: library ? share : null };
}

window.measureBrowser = async ({ isOn, seconds, ...kind }) => {
  const { speech } = await mix(kind);
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { noiseSuppression: isOn, echoCancellation: false, autoGainControl: false },
  });
  const [track] = stream.getAudioTracks();
  const { noiseSuppression } = track.getSettings();
  const context = new AudioContext({ sampleRate: RATE });
  const code = `registerProcessor("recorder", class extends AudioWorkletProcessor {
    process([[samples]]) { if (samples) this.port.postMessage(samples.slice()); return true; } })`;
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  await context.audioWorklet.addModule(address);
  const recorder = new AudioWorkletNode(context, "recorder");
  const output = new Float32Array(RATE * seconds);
  let length = 0;
  await new Promise((resolve) => {
    recorder.port.onmessage = ({ data }) => {
      const rest = data.subarray(0, output.length - length);
      output.set(rest, length);
      length += rest.length;
      if (length === output.length) resolve();
    };
    context.createMediaStreamSource(stream).connect(recorder);
  });
  // The file is repeated. The first seconds, in which the browser adapts, are left out.
  const processing = `browser, noiseSuppression: ${noiseSuppression}`;
  return { processing, share: null, ...compare(speech, output.subarray(5 * RATE), true) };
};

// Compare with the speech at the delay at which both are most alike.
function compare(speech, output, isRepeated = false) {
  const delay = bestDelay(speech, output, isRepeated);
  const [wanted, got] = [[], []];
  for (let at = 0; at < speech.length; at += 1) {
    const from = at + delay;
    if (from < 0 || from >= output.length) continue;
    wanted.push(speech[at]);
    got.push(output[from]);
  }
  return { distance: spectralDistance(wanted, got), pauses: pauses(wanted, got), delay };
}

// The log-spectral distance in dB, in frames with speech, from 100 Hz to 8 kHz, at the same loudness.
// It does not depend on phases, which the filters of browsers change.
function spectralDistance(wanted, got) {
  const size = 1024;
  const [first, last] = [100, 8000].map((hertz) => Math.round((hertz * size) / RATE));
  const levels = frames(wanted, size);
  const loudest = Math.max(...levels);
  const speaking = levels.flatMap((level, at) => (level > loudest / 1000 ? [at] : []));
  const spectra = [wanted, got].map((samples) =>
    speaking.map((at) => powers(samples.slice(at * size, (at + 1) * size)).slice(first, last)),
  );
  const [clean, heard] = spectra.map((found) => {
    const mean = found.flat().reduce((sum, one) => sum + one, 0) / found.flat().length;
    // Nobody hears a tone that is 50 dB below the mean beside the others.
    return found.map((powers) => powers.map((one) => 10 * Math.log10(one / mean + 1e-5)));
  });
  const distances = clean.map((powers, at) => {
    const squares = powers.map((one, bin) => (one - heard[at][bin]) ** 2);
    return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
  });
  return distances.reduce((sum, one) => sum + one, 0) / distances.length;
}

// The power spectrum of a frame, by a Fourier transform of radix 2.
function powers(samples) {
  const size = samples.length;
  const windowed = samples.map(
    (one, at) => one * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size)),
  );
  const [real, imaginary] = transform(windowed, new Array(size).fill(0));
  return real.slice(0, size / 2).map((one, bin) => one ** 2 + imaginary[bin] ** 2);
}

function transform(real, imaginary) {
  const size = real.length;
  if (size === 1) return [real, imaginary];
  const half = (part, odd) => part.filter((_, at) => at % 2 === odd);
  const [evenReal, evenImaginary] = transform(half(real, 0), half(imaginary, 0));
  const [oddReal, oddImaginary] = transform(half(real, 1), half(imaginary, 1));
  const [outReal, outImaginary] = [new Array(size), new Array(size)];
  for (let bin = 0; bin < size / 2; bin += 1) {
    const [cosine, sine] = [Math.cos, Math.sin].map((of) => of((-2 * Math.PI * bin) / size));
    const turnedReal = cosine * oddReal[bin] - sine * oddImaginary[bin];
    const turnedImaginary = cosine * oddImaginary[bin] + sine * oddReal[bin];
    outReal[bin] = evenReal[bin] + turnedReal;
    outImaginary[bin] = evenImaginary[bin] + turnedImaginary;
    outReal[bin + size / 2] = evenReal[bin] - turnedReal;
    outImaginary[bin + size / 2] = evenImaginary[bin] - turnedImaginary;
  }
  return [outReal, outImaginary];
}

// How far the level in pauses is below that in sentences, in frames of 20 ms.
function pauses(wanted, got) {
  const frame = RATE / 50;
  const loudest = Math.max(...frames(wanted, frame));
  const levels = frames(got, frame);
  const [speaking, silent] = [[], []];
  frames(wanted, frame).forEach((level, at) => {
    if (level > loudest / 1000) speaking.push(levels[at]);
    else if (level < loudest / 1e6) silent.push(levels[at]);
  });
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return 10 * Math.log10(mean(speaking) / Math.max(mean(silent), 1e-12));
}

function frames(samples, length) {
  const found = [];
  for (let at = 0; at + length <= samples.length; at += length)
    found.push(energy(samples.slice(at, at + length)));
  return found;
}

// Search in steps of a millisecond by the loudness, then sample by sample.
function bestDelay(speech, output, isRepeated) {
  const step = RATE / 1000;
  const [loud, heard] = [frames(speech, step).map(Math.sqrt), frames(output, step).map(Math.sqrt)];
  const [first, last] = isRepeated ? [-loud.length + 4000, heard.length - 4000] : [-20, 1500];
  let best = { score: -Infinity, delay: 0 };
  for (let delay = first; delay <= last; delay += 1) {
    const score = likeness(loud, heard, delay, 1);
    if (score > best.score) best = { score, delay };
  }
  const coarse = best.delay * step;
  best = { score: -Infinity, delay: coarse };
  for (let delay = coarse - 3 * step; delay <= coarse + 3 * step; delay += 1) {
    const score = Math.abs(likeness(speech, output, delay, 7));
    if (score > best.score) best = { score, delay };
  }
  return best.delay;
}

function likeness(one, other, delay, stride) {
  let [product, first, second] = [0, 0, 0];
  for (let at = Math.max(0, -delay); at < one.length && at + delay < other.length; at += stride) {
    product += one[at] * other[at + delay];
    first += one[at] ** 2;
    second += other[at + delay] ** 2;
  }
  return product / Math.sqrt(first * second + 1e-9);
}

window.isReady = true;
