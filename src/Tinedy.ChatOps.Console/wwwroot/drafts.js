// What a reader has typed and where they are stays theirs over a restart of the service: the page loads itself again then, and the
// new service knows nothing of it. Kept in this tab, for this page and this person, and taken back once.

const name = 'chatops.kept';
const keepers = {};
let isCut = false;
const kept = read();

function read() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(name));
    sessionStorage.removeItem(name);
    return stored?.page === location.pathname + location.search ? stored : {};
  } catch { return {}; }
}

/** What a part of the page was kept as; undefined: nothing was, or it was taken already. */
export function take(part) {
  const found = kept[part];
  delete kept[part];
  return found;
}

/** Says how a part of the page is kept. */
export const keep = (part, how) => { keepers[part] = how; };

/** The line to the service is cut: whatever loads this page again from now on, it is no wish to begin anew. */
export const cut = is => { isCut = is; };

addEventListener('pagehide', () => {
  if (!isCut) return;
  const parts = { page: location.pathname + location.search };
  for (const [part, how] of Object.entries(keepers)) parts[part] = how();
  try { sessionStorage.setItem(name, JSON.stringify(parts)); } catch { /* A browser that keeps nothing has lost it. */ }
});

/** The line that was typed and not sent; null without one. It gets the focus back that it had. */
export function draft(field) {
  keep('line', () => ({ text: field.value, isFocused: document.activeElement === field }));
  const line = take('line');
  if (line?.isFocused) field.focus({ preventScroll: true });
  return line?.text || null;
}

keep('dialog', () => {
  const dialog = document.querySelector('dialog[open][data-opener]');
  if (!dialog) return null;
  const fields = [...dialog.querySelectorAll('input, select, textarea')].filter(field => field.type !== 'radio' || field.checked);
  return { opener: dialog.dataset.opener, answers: Object.fromEntries(fields.map(field => [field.name || field.id.replace(/^input-/, ''), field.value])) };
});

/** The dialog that was open, and what was filled in; null without one. */
export const openDialog = () => take('dialog') ?? null;
