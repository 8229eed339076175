/**
 * The STUN and TURN servers that this browser accepts.
 *
 * One wrong address makes the constructor of RTCPeerConnection throw, and nobody would be connected.
 * Only the browser knows what it accepts, so a list that it refuses is tried address by address, and
 * the call goes on with the others.
 */

/** @typedef {(configuration: RTCConfiguration) => RTCPeerConnection} NewConnection */

export class IceServers {
  /** @type {Set<string>} servers with one address each, as JSON */
  #refused = new Set();
  /** @type {Set<unknown>} addresses that were reported */
  #reported = new Set();
  #newConnection;
  #gotUnusable;

  /** @param {NewConnection} newConnection @param {(urls: string[]) => void} gotUnusable told once of each */
  constructor(newConnection, gotUnusable) {
    this.#newConnection = newConnection;
    this.#gotUnusable = gotUnusable;
  }

  /**
   * Give the servers to what takes them, without those that the browser refuses.
   * @template Taken
   * @param {RTCIceServer[]} servers
   * @param {(servers: RTCIceServer[]) => Taken} take
   * @returns {Taken}
   */
  use(servers, take) {
    const hopeful = this.#hopeful(servers);
    try {
      return take(hopeful);
    } catch (error) {
      const remaining = hopeful.flatMap(oneByOne).filter((server) => this.#isAccepted(server));
      if (remaining.length === hopeful.flatMap(oneByOne).length) throw error;
      this.#report(hopeful);
      return take(remaining);
    }
  }

  /** What has not been refused before. @param {unknown} servers @returns {RTCIceServer[]} */
  #hopeful(servers) {
    if (!Array.isArray(servers)) return [];
    if (this.#refused.size === 0) return servers;
    return servers.flatMap(oneByOne).filter((server) => !this.#isRefused(server));
  }

  /** @param {RTCIceServer} server with one address */
  #isAccepted(server) {
    try {
      this.#newConnection({ iceServers: [server] }).close();
      return true;
    } catch {
      this.#refused.add(JSON.stringify(server));
      return false;
    }
  }

  /** @param {RTCIceServer[]} servers */
  #report(servers) {
    const refused = servers.flatMap(oneByOne).filter((server) => this.#isRefused(server));
    const news = refused.map((server) => server?.urls).filter((url) => !this.#reported.has(url));
    for (const url of news) this.#reported.add(url);
    if (news.length > 0) this.#gotUnusable(news.map(String));
  }

  /** @param {RTCIceServer} server with one address */
  #isRefused(server) {
    return this.#refused.has(JSON.stringify(server));
  }
}

/** One server for each address. @param {RTCIceServer} server @returns {RTCIceServer[]} */
function oneByOne(server) {
  const urls = server?.urls;
  return Array.isArray(urls) ? urls.map((url) => ({ ...server, urls: url })) : [server];
}
