// What only a browser knows or can do. Everything else is drawn by the server.

/** The reader's time zone, an IANA name. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

/** Opens a dialog modally. The browser remembers the focus and gives it back on close. */
export const show = dialog => { if (!dialog.open) dialog.showModal(); };

export const close = dialog => { if (dialog.open) dialog.close(); };

export const focus = id => document.getElementById(id)?.focus();

/** A report or a journal is saved; an output is read in a tab of its own. */
export function open(path) {
  if (path.includes('/output')) { window.open(path, '_blank', 'noopener'); return; }
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}

// The page's end. Whoever is there stays there while lines are added; whoever has scrolled up to read is left alone.
const nearEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
let atEnd = true;
addEventListener('scroll', () => { atEnd = nearEnd(); }, { passive: true });

export function stayAtEnd(always) {
  if (always || atEnd) scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
}

/** Keys that a combobox needs for itself. The server decides what they do. */
export function takeKeys(field) {
  field.addEventListener('keydown', event => {
    const open = field.getAttribute('aria-expanded') === 'true';
    const takes = event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown' || (open && event.key === 'Tab' && !event.shiftKey);
    if (takes) event.preventDefault();
  });
}

// A pressed button often vanishes, and the focus with it. It then goes to the row the button stood in, or to the state line.
let last = null;
addEventListener('pointerdown', () => { last = null; }, true);
addEventListener('focusin', event => { last = { element: event.target, place: event.target.closest('[data-place]')?.id }; });
new MutationObserver(() => {
  if (!last || last.element.isConnected || document.activeElement !== document.body) return;
  const home = (last.place && document.getElementById(last.place)) || document.querySelector('[data-home]');
  last = null;
  home?.focus({ preventScroll: true });
}).observe(document.body, { childList: true, subtree: true });
