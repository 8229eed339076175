/**
 * Create peer connections with the STUN and TURN servers that the browser accepts.
 *
 * The servers and their credentials change during a call. A connection uses them when it gathers
 * candidates. The factory does not keep the connections.
 */

import { IceServers } from "./ice-servers.js";

/** @import {NewConnection} from "./ice-servers.js" */

export class ConnectionFactory {
  #newConnection;
  #accepted;
  /** @type {RTCIceServer[]} */
  #iceServers = [];

  /**
   * @param {NewConnection} newConnection
   * @param {(urls: string[]) => void} gotUnusable called once for each refused URL
   */
  constructor(newConnection, gotUnusable) {
    this.#newConnection = newConnection;
    this.#accepted = new IceServers(newConnection, gotUnusable);
  }

  /** Whether one of the servers relays media, as far as known. */
  get hasRelay() {
    return this.#accepted.hasRelay(this.#iceServers);
  }

  /** @param {RTCIceServer[]} iceServers for new connections, and for `update` */
  setIceServers(iceServers) {
    this.#iceServers = iceServers;
  }

  /** @param {RTCConfiguration} [configuration] */
  create(configuration = {}) {
    return this.#accepted.use(this.#iceServers, (iceServers) =>
      this.#newConnection({ ...configuration, iceServers }),
    );
  }

  /**
   * Let a connection use the current servers from its next ICE restart on.
   * @param {RTCPeerConnection} connection
   */
  update(connection) {
    this.#accepted.use(this.#iceServers, (iceServers) =>
      connection.setConfiguration({ ...connection.getConfiguration(), iceServers }),
    );
  }
}
