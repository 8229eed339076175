/**
 * Renew the TURN credentials before they expire.
 *
 * The browser uses the credentials only when it gathers candidates, for example for an ICE restart.
 * A restart after the credentials expired would fail without renewal.
 */

/**
 * @typedef {object} Requests
 * @property {(name: string) => Promise<{iceServers?: RTCIceServer[], ttlSeconds?: number}>} request
 */
/** @typedef {{setIceServers: (iceServers: RTCIceServer[]) => void}} Links */

const AGAIN_MS = 60_000;

export class IceRenewal {
  #requests;
  #links;
  #isRunning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Requests} requests @param {Links} links the connections that use the servers */
  constructor(requests, links) {
    this.#requests = requests;
    this.#links = links;
  }

  /**
   * @param {RTCIceServer[]} iceServers the initial servers; servers without credentials are not
   *   renewed
   */
  start(iceServers) {
    this.stop();
    this.#isRunning = iceServers.some((server) => server.credential);
    if (this.#isRunning) this.#renew();
  }

  stop() {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  async #renew() {
    const reply = await this.#requests.request("get-ice-servers");
    if (!this.#isRunning) return;
    if (reply.iceServers) this.#links.setIceServers(reply.iceServers);
    const waitMs = reply.ttlSeconds ? (reply.ttlSeconds * 1000) / 2 : AGAIN_MS;
    this.#timer = setTimeout(() => this.#renew(), waitMs);
  }
}
