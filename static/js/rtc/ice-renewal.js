/**
 * Renew the TURN credentials before they expire.
 *
 * The browser uses the credentials only when it gathers candidates, for example for an ICE restart.
 * A restart after the credentials expired would fail without renewal.
 */

/** @import {Requests} from "../call/commands/room-requests.js" */
/** @import {Mesh} from "./mesh.js" */

const AGAIN_MS = 60_000;

export class IceRenewal {
  #requests;
  #mesh;
  #isRunning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Pick<Requests, "ask">} requests @param {Pick<Mesh, "setIceServers">} mesh */
  constructor(requests, mesh) {
    this.#requests = requests;
    this.#mesh = mesh;
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
    const reply = await this.#requests.ask("get-ice-servers");
    if (!this.#isRunning) return;
    if (reply.iceServers) this.#mesh.setIceServers(reply.iceServers);
    const waitMs = reply.ttlSeconds ? (reply.ttlSeconds * 1000) / 2 : AGAIN_MS;
    this.#timer = setTimeout(() => this.#renew(), waitMs);
  }
}
