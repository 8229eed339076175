// A camera for a picture of Meet: somebody in their room, drawn, instead of the browser's test card.
// The microphone is silent, unless the person speaks.
// Runs in the page before anything else, with `portrait` set by what includes it.

const canvas = document.createElement("canvas");
canvas.width = 960;
canvas.height = 540;
const brush = canvas.getContext("2d");

function fill(color, draw) {
  brush.fillStyle = color;
  brush.beginPath();
  draw();
  brush.fill();
}

function oval(x, y, width, height) {
  brush.ellipse(x, y, width / 2, height / 2, 0, 0, 2 * Math.PI);
}

function drawRoom({ wall, light, wood }) {
  fill(wall, () => brush.rect(0, 0, 960, 540));
  fill(light, () => brush.roundRect(150, 60, 170, 230, 10));
  fill(wall, () => brush.rect(230, 60, 10, 230));
  fill(wood, () => brush.rect(640, 150, 180, 12));
  const books = ["#c8553d", "#588b8b", "#f2d0a4", "#2d4654"];
  for (const [index, color] of books.entries()) {
    const height = 70 + ((index * 37) % 30);
    fill(color, () => brush.rect(652 + index * 26, 150 - height, 22, height));
  }
  fill("#b5654a", () => brush.roundRect(768, 116, 36, 34, 5));
  for (const lean of [-22, 0, 22]) {
    fill("#4f7d56", () => brush.ellipse(786 + lean, 88, 11, 34, lean / 45, 0, 2 * Math.PI));
  }
}

function drawPerson({ skin, hair, shirt, hasLongHair }) {
  if (hasLongHair) fill(hair, () => brush.roundRect(362, 165, 236, 300, 110));
  fill(shirt, () => brush.roundRect(250, 415, 460, 300, 130));
  fill(skin, () => brush.roundRect(437, 345, 86, 110, 42));
  fill("rgb(0 0 0 / 12%)", () => brush.roundRect(437, 345, 86, 110, 42));
  fill(skin, () => oval(480, 270, 190, 232));
  fill(hair, () => {
    brush.arc(480, 245, 108, Math.PI * 1.02, Math.PI * 1.98);
    brush.quadraticCurveTo(500, 190, 374, 235);
  });
  for (const x of [442, 518]) fill("#2b211c", () => oval(x, 272, 13, 17));
  brush.strokeStyle = "#2b211c";
  brush.lineCap = "round";
  brush.lineWidth = 6;
  brush.beginPath();
  brush.arc(480, 300, 38, Math.PI * 0.2, Math.PI * 0.8);
  brush.stroke();
}

function draw() {
  drawRoom(portrait);
  drawPerson(portrait);
}

draw();
setInterval(draw, 100);
const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  const stream = await getUserMedia(constraints);
  for (const track of stream.getVideoTracks()) {
    track.stop();
    stream.removeTrack(track);
    stream.addTrack(canvas.captureStream(10).getVideoTracks()[0]);
  }
  for (const track of portrait.isSpeaking ? [] : stream.getAudioTracks()) {
    track.stop();
    stream.removeTrack(track);
    stream.addTrack(new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0]);
  }
  return stream;
};
