// What only a browser knows or can do. Everything else is drawn by the server.

import './attention.js';
import './more.js';
import { cut } from './drafts.js';

export { draft, openDialog } from './drafts.js';
export { openChannel, stayAtEnd } from './scrolling.js';
export { attend, settings } from './signals.js';

/** The reader's time zone, an IANA name. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

/** Opens a dialog modally. On close the browser gives the focus back to the button that opened it, if that is still there. */
export function show(dialog) {
  if (dialog.open) return;
  const opener = last;
  dialog.addEventListener('close', () => { if (isLost()) goHome(opener?.place); }, { once: true });
  dialog.showModal();
}

export const close = dialog => { if (dialog.open) dialog.close(); };

/** A field of a dialog comes into view whole, with what stands under it: that is why it has the focus. */
export function focus(id) {
  const element = document.getElementById(id);
  element?.focus();
  element?.closest('.field')?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** A report or a journal is saved; an output is read in a tab of its own. */
export function open(path) {
  if (path.includes('/output')) { window.open(path, '_blank', 'noopener'); return; }
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
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
const isLost = () => document.activeElement === document.body;
const goHome = place => ((place && document.getElementById(place)) || document.querySelector('[data-home]'))?.focus({ preventScroll: true });
addEventListener('pointerdown', () => { last = null; }, true);
addEventListener('focusin', event => { last = { element: event.target, place: event.target.closest('[data-place]')?.id }; });
new MutationObserver(() => {
  // Behind an open dialog nothing can have the focus; closing it comes back here.
  if (!last || last.element.isConnected || !isLost() || document.querySelector('dialog[open]')) return;
  const { place } = last;
  last = null;
  goHome(place);
}).observe(document.body, { childList: true, subtree: true });

// A service that has started anew knows nothing of this page, and after a long silence Blazor stops trying: the page then loads itself.
document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
  const isCut = event.detail.state !== 'hide';
  cut(isCut);
  // Above an open dialog as well.
  event.target.togglePopover?.(isCut);
  if (event.detail.state === 'rejected') location.reload();
  if (event.detail.state === 'failed') reloadWhenServed();
});

async function reloadWhenServed() {
  const served = await fetch('/health/live').then(answer => answer.ok, () => false);
  if (served) location.reload();
  else setTimeout(reloadWhenServed, 3000);
}
