/**
 * Where the reader is, kept in the hash of the page's address, so that a link leads to a step: a recording, a view, and
 * the view's own settings.
 */

/** Reads a hash such as "#recording=edges&view=forward&cell=10". */
export function parse(hash) {
  return Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
}

/** Writes a hash; settings that are null, undefined or empty are left out. */
export function format(state) {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value !== null && value !== undefined && value !== "") {
      parameters.set(key, value);
    }
  }
  return "#" + parameters;
}

/** What stays when the reader goes on to another view of the same recording. */
const SHARED = ["recording", "predict", "theme"];

/** The state after some settings change; a change of the recording or the view drops the old view's settings. */
export function changed(state, changes) {
  const moved = ["recording", "view"].some(key => key in changes && changes[key] !== state[key]);
  const kept = moved ? Object.fromEntries(Object.entries(state).filter(([key]) => key === "view" || SHARED.includes(key))) : state;
  return { ...kept, ...changes };
}

/** A whole number among the settings, or a default if there is none in the range. */
export function integer(state, key, fallback, least = 0, most = Number.MAX_SAFE_INTEGER) {
  const value = Number(state[key]);
  return state[key] !== undefined && Number.isInteger(value) && value >= least && value <= most ? value : fallback;
}
