/**
 * Send, retry and load the chat messages of the person on this page.
 *
 * This module knows when to send typing notifications. A message keeps its key until the server
 * confirms it. This module does not know how messages are displayed.
 */

import { newRandomKey } from "../../browser/random-key.js";
import { isVisible } from "../../text/visible.js";

/** @import {CallStore} from "../state/events.js" */
/** @import {RoomRequests} from "./room-requests.js" */

/**
 * Interval at which `typing-start` is sent again while the person types; the server ends it after
 * 3 s of silence.
 */
const TYPING_AGAIN_MS = 2000;
const OLDER_PAGE = 50;

export class ChatCommands {
  #requests;
  #store;
  #now;
  /** @type {number | null} time of the last `typing-start`, null if the person is not typing */
  #announcedAt = null;
  /**
   * Keys of messages that the server may have stored: the socket was lost before the answer.
   * @type {string[]}
   */
  #unanswered = [];

  /** @param {{requests: RoomRequests, store: CallStore, now?: () => number}} parts */
  constructor({ requests, store, now = () => performance.now() }) {
    this.#requests = requests;
    this.#store = store;
    this.#now = now;
  }

  /** @param {string} text */
  async send(text) {
    const content = text.trim();
    if (!isVisible(content)) return;
    this.#announcedAt = null;
    await this.#post(newRandomKey(), content);
  }

  /** Send a failed message again under the same key. @param {string} key */
  async retry(key) {
    const message = this.#store.state.outgoing.find((one) => one.key === key);
    if (message?.hasFailed) await this.#post(key, message.content);
  }

  /**
   * Repeat the messages whose answers were lost with the socket, in order. The server stores a key
   * only once.
   */
  async resendUnanswered() {
    for (const key of this.#unanswered.splice(0)) {
      const { isConnected, outgoing } = this.#store.state;
      const message = outgoing.find((one) => one.key === key);
      if (!isConnected) this.#unanswered.push(key);
      else if (message) await this.#post(key, message.content);
    }
  }

  /** Update the typing state after the message field changed. @param {boolean} hasText */
  gotInput(hasText) {
    const now = this.#now();
    const isFresh = this.#announcedAt !== null && now - this.#announcedAt < TYPING_AGAIN_MS;
    if (hasText && !isFresh) {
      this.#announcedAt = now;
      this.#requests.request("typing-start");
    } else if (!hasText && this.#announcedAt !== null) {
      this.#announcedAt = null;
      this.#requests.request("typing-stop");
    }
  }

  async loadOlder() {
    const { hasOlderMessages, isLoadingOlder, messages } = this.#store.state;
    const before = messages[0]?.id;
    if (!hasOlderMessages || isLoadingOlder || !before) return;
    this.#store.dispatch({ type: "history-loading", payload: {} });
    const reply = await this.#requests.request("get-messages", { before, limit: OLDER_PAGE });
    if (!reply.success) return this.#store.dispatch({ type: "history-failed", payload: {} });
    const payload = { messages: reply.messages ?? [], hasMore: reply.more ?? false };
    this.#store.dispatch({ type: "history-loaded", payload });
  }

  /** @param {string} key @param {string} content */
  async #post(key, content) {
    this.#store.dispatch({ type: "message-sending", payload: { key, content } });
    const { success, message, code } = await this.#requests.request("chat-message", {
      content,
      key,
    });
    if (success && message) {
      this.#store.dispatch({ type: "message-sent", payload: { key, message } });
    } else if (code === "NO_ANSWER" && !this.#store.state.isConnected) {
      this.#unanswered.push(key);
    } else {
      this.#store.dispatch({ type: "message-failed", payload: { key, code } });
    }
  }
}
