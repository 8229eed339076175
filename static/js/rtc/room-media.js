/**
 * The media of a room, between the call and the connections that carry them.
 *
 * The call tells who is present and passes on the signals; the listener gets the streams of each
 * peer, whatever carries them. The room's home decides the path: direct links of a `Mesh`, a media
 * server, or direct links without pictures. Peers that can't use a media server always have direct
 * links. While a room moves from one path to another, both carry media, and `ReceivedMedia` decides
 * for each person which one is played.
 */

import { ConnectionFactory } from "./connection-factory.js";
import { DirectTracks } from "./direct-tracks.js";
import { DirectWay } from "./direct-way.js";
import { Mesh } from "./mesh.js";
import { ReceivedMedia } from "./received-media.js";
import { ServerWays } from "./server/server-ways.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {OutgoingTracks} from "../media/local-media.js" */
/** @import {NewConnection} from "./ice-servers.js" */
/** @import {LinkState, SessionListener} from "./media-session.js" */
/** @import {Peer, SignalPayloads} from "./mesh.js" */
/** @import {PresentPerson} from "./playback.js" */
/** @import {PeerStreams} from "./received-streams.js" */
/** @import {RoomMediaPath, ServerPayloads} from "./server/messages.js" */
/** @import {ServerState} from "./server/server-ways.js" */

/** @typedef {Peer & {usesMediaServer?: boolean}} PresentPeer */

/**
 * @typedef {object} Listener
 * @property {(peerId: string, streams: PeerStreams) => void} gotStreams
 * @property {(peerId: string, state: LinkState) => void} gotLinkState
 * @property {(peerId: string) => void} lostLink
 * @property {(state: ServerState) => void} gotServerState called after a change
 * @property {() => void} gotServerFull called if the media server accepts no more cameras and screens
 * @property {(urls: string[]) => void} gotUnusableServers called once for each refused URL
 */

/** @type {RoomMediaPath} */
export const MESH = { over: "mesh", generation: 0 };

export class RoomMedia {
  #direct = new DirectWay();
  #directTracks;
  #connections;
  #servers;
  #received;
  #roomId = "";
  #path = MESH;
  /** Participant ids of the people whose direct link the media server has replaced. */
  #replaced = new Set();
  /** @type {{[Name in keyof SignalPayloads]: (payload: SignalPayloads[Name]) => unknown}} */
  #signals = {
    offer: (payload) => this.mesh.gotOffer(payload),
    answer: (payload) => this.mesh.gotAnswer(payload),
    "ice-candidate": (payload) => this.mesh.gotCandidate(payload),
  };
  /**
   * @param {object} parts
   * @param {{sendSignal: (name: string, payload: object) => void}} parts.signaling
   * @param {{outgoing: OutgoingTracks}} parts.media
   * @param {Listener} parts.listener
   * @param {NewConnection} [parts.newConnection]
   * @param {() => MediaStream} [parts.newStream]
   * @param {Timers} [parts.timers]
   * @param {() => string} [parts.newId] returns an unused id for a connection to a media server
   */
  constructor({ signaling, media, listener, newConnection = connect, newStream, timers, newId }) {
    this.#directTracks = new DirectTracks(media);
    const connections = new ConnectionFactory(newConnection, listener.gotUnusableServers);
    this.#connections = connections;
    this.mesh = new Mesh({
      signaling,
      media: this.#directTracks,
      listener: this.#meshListener,
      connections,
      timers,
    });
    this.#servers = new ServerWays({
      parts: { signaling, media, connections, newId },
      listener: {
        gotStreams: () => this.#received.gotStreams(),
        gotState: listener.gotServerState,
        gotFull: listener.gotServerFull,
      },
      timers,
    });
    this.#received = new ReceivedMedia({
      direct: this.#direct,
      servers: this.#servers,
      listener: {
        ...listener,
        gotReport: (received) =>
          signaling.sendSignal("report-media", { roomId: this.#roomId, received }),
      },
      newStream,
      timers,
    });
  }

  /**
   * Enter the room, or enter it again after a reconnect.
   * @param {string} selfId
   * @param {PresentPeer[]} peers
   * @param {RTCIceServer[]} iceServers
   * @param {{roomId: string, path?: RoomMediaPath}} room
   */
  join(selfId, peers, iceServers, { roomId, path = MESH }) {
    this.#roomId = roomId;
    this.#connections.setIceServers(iceServers);
    const { current } = this.#servers;
    this.#setPath(path);
    const direct = peers.filter((peer) => this.#needsLink(peer.previousId ?? peer.id, peer));
    this.mesh.join(selfId, direct, iceServers);
    if (current === this.#servers.current) current?.session.resume();
    this.#received.reportAgain();
  }

  /**
   * The room's home has chosen another path for the media. If it repeats the same one, the media
   * server may have missed something.
   * @param {RoomMediaPath} path
   */
  gotPath(path) {
    const isRepeated = path.over === "server" && path.generation === this.#path.generation;
    this.#setPath(path);
    if (path.over !== "server") this.mesh.connect(this.#received.socketIds);
    if (isRepeated) this.#servers.current?.session.repair();
  }

  /**
   * Handle a signal of a peer. A peer whose direct link was replaced gets no other one, unless
   * another client of this person can't use the media server.
   * @template {keyof SignalPayloads} Name
   * @param {Name} name
   * @param {SignalPayloads[Name]} payload
   */
  gotSignal(name, payload) {
    const { senderId } = payload;
    const sender = this.#received.personOf(senderId);
    const isServed = sender?.usesMediaServer && this.#replaced.has(sender.participantId);
    if (!isServed || this.mesh.links.has(senderId)) this.#signals[name](payload);
  }

  /**
   * Handle an event about the connections to the media server.
   * @template {keyof ServerPayloads} Name
   * @param {Name} name
   * @param {ServerPayloads[Name]} payload
   */
  gotServerEvent(name, payload) {
    this.#servers.gotEvent(name, payload);
  }

  /**
   * Both sides of these direct links receive each other over the media server.
   * @param {string[]} participantIds
   */
  gotReplaced(participantIds) {
    for (const id of participantIds) {
      this.#replaced.add(id);
      const person = this.#received.withId(id);
      if (person) this.mesh.drop(person.socketId);
    }
  }

  /**
   * Set who is present, and what they send. Connections are repaired if their other side can be
   * signaled.
   * @param {readonly PresentPerson[]} people
   * @param {boolean} isConnected whether the room's home can be reached
   */
  expect(people, isConnected) {
    const idsOf = (/** @type {(person: PresentPerson) => boolean} */ isMeant) =>
      people.filter(isMeant).map(({ socketId }) => socketId);
    this.mesh.muteAudio(idsOf(({ isMuted }) => isMuted));
    this.mesh.useTwoPictures(idsOf(({ hasTwoPictures }) => hasTwoPictures));
    this.mesh.watch(idsOf((one) => one.isReachable && this.#needsLink(one.socketId, one)));
    const muted = people.filter(({ isMuted }) => isMuted);
    this.#servers.muteAudio(muted.map(({ participantId }) => participantId));
    this.#servers.watch(isConnected);
    this.#received.expect(people);
  }

  /** @param {string} previousId @param {string} id */
  gotResumed(previousId, id) {
    this.mesh.gotResumed(previousId, id);
  }

  /** A peer has left the room. @param {string} peerId */
  drop(peerId) {
    this.mesh.drop(peerId);
  }

  /** Send the current local tracks to every peer. */
  tracksChanged() {
    this.#directTracks.tracksChanged();
    this.mesh.tracksChanged();
    this.#servers.current?.session.tracksChanged();
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.mesh.setIceServers(iceServers);
    this.#servers.current?.session.iceServersChanged();
  }

  /** Try again to connect to a peer. @param {string} peerId */
  retry(peerId) {
    if (this.#needsLink(peerId, this.#received.personOf(peerId))) this.mesh.retry(peerId);
    else this.retryServer();
  }

  /** Try again to connect to the media server. */
  retryServer() {
    this.#servers.current?.session.retry();
  }

  /** Return the loudness of a peer's microphone, from 0 to 1. @param {string} peerId */
  levelOf(peerId) {
    const served = this.#received.servedPerson(peerId);
    return served ? served.way.levelOf(served.participantId) : this.mesh.levelOf(peerId);
  }

  /**
   * Return the link over which a peer is played, for measuring it. Over a media server, its
   * statistics are those of this peer only.
   * @param {string} peerId
   * @returns {{connection: Pick<RTCPeerConnection, "getStats">, isServed?: boolean} | undefined}
   */
  linkOf(peerId) {
    const served = this.#received.servedPerson(peerId);
    return served ? served.way.linkOf(served.participantId) : this.mesh.links.get(peerId);
  }

  /** The link to a media server on which this client sends, for measuring it. */
  get uploadLink() {
    return this.#servers.current?.session.uploadLink;
  }

  close() {
    this.mesh.close();
    this.#servers.close();
    this.#replaced.clear();
    this.#path = MESH;
    this.#directTracks.isSoundOnly = false;
    this.expect([], false);
  }

  /** @param {RoomMediaPath} path */
  #setPath(path) {
    const isSame = path.over === this.#path.over && path.generation === this.#path.generation;
    if (isSame) return;
    this.#path = path;
    this.#replaced.clear();
    if (path.over === "server") this.#servers.open(this.#roomId, path.generation);
    else this.#servers.retire();
    this.#directTracks.isSoundOnly = path.over === "sound-only";
    this.mesh.tracksChanged();
    this.#received.update();
  }

  /**
   * Return whether a peer needs a direct link. One that exists is kept until it is replaced.
   * @param {string} id of the link
   * @param {{usesMediaServer?: boolean}} [peer]
   */
  #needsLink(id, peer) {
    const isServed = this.#path.over === "server" && peer?.usesMediaServer;
    return !isServed || this.mesh.links.has(id);
  }

  /** @returns {SessionListener} */
  get #meshListener() {
    return {
      gotTracks: (id, tracks) => this.#gotLink(id, { tracks }),
      gotLinkState: (id, state) => this.#gotLink(id, { state }),
      movedLink: (previousId, id) => this.#direct.move(previousId, id),
      lostLink: (id) => {
        this.#direct.drop(id);
        this.#received.update();
      },
    };
  }

  /** @param {string} peerId @param {Parameters<DirectWay["set"]>[1]} fields */
  #gotLink(peerId, fields) {
    this.#direct.set(peerId, fields);
    this.#received.update();
  }
}

/** @type {NewConnection} */
function connect(configuration) {
  return new RTCPeerConnection(configuration);
}
