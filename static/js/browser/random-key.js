/** Return a random key of 32 characters. Unlike `crypto.randomUUID`, this also works on plain HTTP. */
export function newRandomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
