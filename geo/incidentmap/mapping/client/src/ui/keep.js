// What the reader chose about the page itself, kept where the browser allows it.

/** What was kept under a name, or null: nothing was, or storage is denied. */
export function kept(name) {
  try {
    return JSON.parse(window.localStorage.getItem(`incidentmap-${name}`));
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    window.localStorage.setItem(`incidentmap-${name}`, JSON.stringify(value));
  } catch {
    // It holds while the page is open.
  }
}
