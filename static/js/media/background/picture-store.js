/** Keep one picture in this browser, in IndexedDB: other storage is too small for it. */

/** @import {Store} from "./own-picture.js" */

const DATABASE = "meet";
const PICTURES = "pictures";
const KEY = "background";

/** @returns {Store} whose promises reject if the browser forbids storage */
export function pictureStore() {
  return {
    read: () => inStore("readonly", (pictures) => pictures.get(KEY)),
    write: (blob) =>
      inStore("readwrite", (pictures) => (blob ? pictures.put(blob, KEY) : pictures.delete(KEY))),
  };
}

/**
 * @template Result
 * @param {IDBTransactionMode} mode
 * @param {(pictures: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<Result>}
 */
async function inStore(mode, act) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(PICTURES);
  const database = await answerOf(opening);
  try {
    return await answerOf(act(database.transaction(PICTURES, mode).objectStore(PICTURES)));
  } finally {
    database.close();
  }
}

/**
 * @param {IDBRequest} request
 * @returns {Promise<any>}
 */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
