/**
 * Calculate the positions of the tiles in a meeting, without a page.
 *
 * All tiles of a grid have the same size and shape, the largest that fit. The last row is centred.
 * Sizes are in CSS pixels; positions are relative to the top left corner of the space.
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/**
 * Aspect ratios to try. Cameras record wide video, but a narrower tile is used if it is larger,
 * because faces matter more than their surroundings.
 */
const LANDSCAPE = [16 / 9, 4 / 3];
const PORTRAIT = [...LANDSCAPE, 1];
/** One face in an upright window may be cropped further. */
const PORTRAIT_ALONE = [...PORTRAIT, 3 / 4];
/** Most tiles on one page; the faces on more can't be recognised. */
const MOST_TILES = 9;
/** A name with its icon fits into a tile of this width. */
const SMALLEST_WIDTH = 96;
/** Share of the space for the strip of people beside a shared screen. */
const STRIP_SHARE = 0.22;
const STRIP_MIN = 96;
const STRIP_MAX = 260;

/**
 * Place equal tiles in a space.
 * @param {number} count
 * @param {Rect} space
 * @param {number} gap
 * @returns {Rect[]}
 */
export function grid(count, space, gap) {
  const portrait = count === 1 ? PORTRAIT_ALONE : PORTRAIT;
  const aspects = space.width < space.height ? portrait : LANDSCAPE;
  let best = { columns: 1, width: 0, height: 0 };
  for (const aspect of aspects) {
    for (let columns = 1; columns <= count; columns += 1) {
      const tile = largestTile(columns, Math.ceil(count / columns), space, gap, aspect);
      if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
    }
  }
  return inRows(count, space, gap, best);
}

/**
 * Return how many tiles fit beside each other, at least 1 and at most 9.
 * @param {Rect} space
 * @param {number} gap
 * @param {boolean} isStrip whether they are in the strip beside the stage
 */
export function capacityOf(space, gap, isStrip) {
  const tiles = isStrip ? divide(space, gap).strip : space;
  let count = MOST_TILES;
  while (count > 1 && (grid(count, tiles, gap)[0]?.width ?? 0) < SMALLEST_WIDTH) count -= 1;
  return count;
}

/**
 * Place large tiles and, if there are others, a strip beside or below them, where it takes less from
 * a wide picture. A single large tile has the whole stage.
 * @param {number} large at least 1
 * @param {number} others
 * @param {Rect} space
 * @param {number} gap
 * @returns {{stage: Rect[], strip: Rect[]}}
 */
export function stageAndStrip(large, others, space, gap) {
  const { stage, strip } = others === 0 ? { stage: space, strip: space } : divide(space, gap);
  return {
    stage: large === 1 ? [stage] : grid(large, stage, gap),
    strip: grid(others, strip, gap),
  };
}

/**
 * Divide the space so that a wide picture on the stage is as large as possible.
 * @param {Rect} space
 * @param {number} gap
 * @returns {{stage: Rect, strip: Rect}}
 */
function divide(space, gap) {
  const beside = stripBeside(space, gap);
  const below = stripBelow(space, gap);
  return widestPicture(below.stage) > widestPicture(beside.stage) ? below : beside;
}

/** @param {Rect} space @param {number} gap @returns {{stage: Rect, strip: Rect}} */
function stripBeside(space, gap) {
  const thickness = stripThickness(space.width);
  const rest = Math.max(0, space.width - thickness - gap);
  return {
    stage: { ...space, width: rest },
    strip: { ...space, x: space.x + rest + gap, width: thickness },
  };
}

/** @param {Rect} space @param {number} gap @returns {{stage: Rect, strip: Rect}} */
function stripBelow(space, gap) {
  const thickness = stripThickness(space.height);
  const rest = Math.max(0, space.height - thickness - gap);
  return {
    stage: { ...space, height: rest },
    strip: { ...space, y: space.y + rest + gap, height: thickness },
  };
}

/** @param {number} length of the side that the strip shortens @returns {number} */
function stripThickness(length) {
  return Math.min(STRIP_MAX, Math.max(STRIP_MIN, Math.round(length * STRIP_SHARE)));
}

/** @param {Rect} stage @returns {number} the width of a picture of 16:9 that fits */
function widestPicture({ width, height }) {
  return Math.min(width, (height * 16) / 9);
}

/**
 * @param {number} columns
 * @param {number} rows
 * @param {Rect} space
 * @param {number} gap
 * @param {number} aspect width by height
 */
function largestTile(columns, rows, space, gap, aspect) {
  const mostWidth = (space.width - gap * (columns - 1)) / columns;
  const mostHeight = (space.height - gap * (rows - 1)) / rows;
  const width = Math.max(0, Math.floor(Math.min(mostWidth, mostHeight * aspect)));
  return { width, height: Math.floor(width / aspect) };
}

/**
 * @param {number} count
 * @param {Rect} space
 * @param {number} gap
 * @param {{columns: number, width: number, height: number}} tile
 * @returns {Rect[]}
 */
function inRows(count, space, gap, { columns, width, height }) {
  const rows = Math.ceil(count / columns);
  const top = space.y + (space.height - rows * height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = space.x + (space.width - inRow * width - (inRow - 1) * gap) / 2;
    const x = left + (index % columns) * (width + gap);
    return { x: Math.round(x), y: Math.round(top + row * (height + gap)), width, height };
  });
}
