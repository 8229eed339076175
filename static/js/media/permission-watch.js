/**
 * Report when the person allows a device in the settings of the browser.
 *
 * Some browsers do not report it, or not for all devices. A person then tries again by hand.
 */

/** @import {InputKind} from "./media-state.js" */

/**
 * @param {InputKind} kind
 * @param {() => void} gotAllowed
 * @param {Permissions | undefined} permissions
 */
export async function watchPermission(
  kind,
  gotAllowed,
  permissions = globalThis.navigator?.permissions,
) {
  try {
    const name = /** @type {PermissionName} */ (kind);
    const status = await permissions?.query({ name });
    if (status) status.onchange = () => status.state === "granted" && gotAllowed();
  } catch {
    // This browser does not know the name of the permission.
  }
}
