/**
 * Filter the STUN and TURN servers to those that this browser accepts.
 *
 * One invalid URL makes the constructor of RTCPeerConnection throw, so that no connection could be
 * made. Only the browser knows which URLs it accepts. Therefore each URL of a refused list is tried
 * separately, and the call continues with the accepted ones.
 */

/** @typedef {(configuration: RTCConfiguration) => RTCPeerConnection} NewConnection */

export class IceServers {
  /** @type {Set<string>} refused servers with one URL each, as JSON */
  #refused = new Set();
  /** @type {Set<unknown>} URLs that were already reported */
  #reported = new Set();
  #newConnection;
  #gotUnusable;

  /**
   * @param {NewConnection} newConnection
   * @param {(urls: string[]) => void} gotUnusable called once for each refused URL
   */
  constructor(newConnection, gotUnusable) {
    this.#newConnection = newConnection;
    this.#gotUnusable = gotUnusable;
  }

  /**
   * Call `take` with the servers that the browser accepts.
   * @template Taken
   * @param {RTCIceServer[]} servers
   * @param {(servers: RTCIceServer[]) => Taken} take
   * @returns {Taken}
   */
  use(servers, take) {
    const untried = this.#withoutRefused(servers);
    try {
      return take(untried);
    } catch (error) {
      const remaining = untried.flatMap(splitByUrl).filter((server) => this.#isAccepted(server));
      if (remaining.length === untried.flatMap(splitByUrl).length) throw error;
      this.#report(untried);
      return take(remaining);
    }
  }

  /** Return whether one of the servers relays media, as far as known. @param {unknown} servers */
  hasRelay(servers) {
    const urls = this.#withoutRefused(servers).flatMap(splitByUrl);
    return urls.some((server) => /^turns?:/iu.test(String(server?.urls)));
  }

  /**
   * Return the servers that have not been refused before.
   * @param {unknown} servers
   * @returns {RTCIceServer[]}
   */
  #withoutRefused(servers) {
    if (!Array.isArray(servers)) return [];
    if (this.#refused.size === 0) return servers;
    return servers.flatMap(splitByUrl).filter((server) => !this.#isRefused(server));
  }

  /** @param {RTCIceServer} server with one URL */
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
    const refused = servers.flatMap(splitByUrl).filter((server) => this.#isRefused(server));
    const news = refused.map((server) => server?.urls).filter((url) => !this.#reported.has(url));
    for (const url of news) this.#reported.add(url);
    if (news.length > 0) this.#gotUnusable(news.map(String));
  }

  /** @param {RTCIceServer} server with one URL */
  #isRefused(server) {
    return this.#refused.has(JSON.stringify(server));
  }
}

/**
 * Split a server into one server per URL.
 * @param {RTCIceServer} server
 * @returns {RTCIceServer[]}
 */
function splitByUrl(server) {
  const urls = server?.urls;
  return Array.isArray(urls) ? urls.map((url) => ({ ...server, urls: url })) : [server];
}
