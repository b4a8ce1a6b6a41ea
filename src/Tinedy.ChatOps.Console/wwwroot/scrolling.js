// What a reader looks at stays where it is while the page changes around it. Only their own act, or the end of the channel while
// they are there and use nothing, moves the page. The browser's own anchoring is switched off (console.css): it gives up at the
// top of a page, knows neither pointer nor focus, and Safari has none.

import { keep as keepPart, take } from './drafts.js';

const root = document.documentElement;
const apart = 'dialog, .composer-dock, .attention-bar, .board-line, .top, .toasts, .reconnect';
const small = 'button, a, summary, label, p, li:not(.line), tr, h1, h2, h3, h4';

/** Where a mouse points; null for a finger, and while somebody types. */
let pointer = null;
/** Elements and where they are, the most important first. */
let held = [];
/** Pixels that were added above everything because there was nothing to scroll to. */
let room = 0;
let atEnd = true;
/** How high the composer's dock was last, in pixels. */
let dock = 0;
/** Where the page was last scrolled to from here, which is no wish of the reader's. */
let ours = -1;
/** The line that was gone to, while its board is being read. */
let settling = null;
/** Where a reader was before the page loaded itself again, until what they saw is drawn. */
let returning = take('place');
const watchers = [];

const partOf = element => !element?.closest || element.closest(apart) ? null : element.closest('[data-place]') ?? element.closest(small);
const at = (x, y) => partOf(document.elementFromPoint(x, y));
const pointed = () => pointer && at(pointer.x, pointer.y);
const focused = () => document.activeElement === document.body ? null : partOf(document.activeElement);

/** The rows under the pointer and under the focus. */
export const rowsInUse = () => [pointed(), focused()].filter(Boolean);

/** Calls back whenever something may be in another place than before. */
export const onChange = watcher => { watchers.push(watcher); };

const changed = () => { for (const watcher of watchers) watcher(); };

function hold() {
  if (room && rowsInUse().length === 0) {
    const by = Math.min(scrollY, room);
    give(0);
    go(scrollY - by);
  }
  const seen = [0.3, 0.55, 0.8, 0.1].map(share => at(innerWidth / 2, innerHeight * share));
  held = [...rowsInUse(), ...seen.filter(Boolean)].map(element => ({ element, top: element.getBoundingClientRect().top }));
}

function keep() {
  const one = held.find(({ element }) => element.isConnected && element.checkVisibility());
  const by = one ? Math.round(one.element.getBoundingClientRect().top - one.top) : 0;
  if (by) shift(by);
  hold();
}

/** Brings back what has moved down by so many pixels (up, when negative). */
function shift(by) {
  const scroll = by > 0 ? by - Math.min(room, by) : -Math.min(scrollY, -by);
  give(room - (by - scroll));
  go(scrollY + scroll);
}

/** A message that makes the dock higher must not cover the line it answers: whoever is at the end stays there. */
function followDock() {
  const height = document.querySelector('.composer-dock')?.offsetHeight ?? 0;
  if (height > dock && atEnd && rowsInUse().length === 0) go(root.scrollHeight);
  dock = height;
}

function go(top) {
  scrollTo({ top, behavior: 'instant' });
  ours = scrollY;
}

/** Room above everything, in pixels. */
function give(pixels) {
  room = pixels;
  document.getElementById('main').style.paddingTop = pixels ? `${pixels}px` : '';
}

keepPart('place', () => {
  const named = [...document.querySelectorAll('.lines [id], .page [id]')].filter(one => one.checkVisibility() && !one.closest('dialog'));
  const one = named.find(one => one.getBoundingClientRect().top >= 0) ?? named.at(-1);
  return { id: one?.id, top: one?.getBoundingClientRect().top, y: scrollY };
});

function comeBack() {
  const one = document.getElementById(returning.id);
  if (one) go(scrollY + one.getBoundingClientRect().top - returning.top);
  else if (isDrawn()) go(returning.y);
  atEnd = nearEnd();
  hold();
}

const isDrawn = () => document.querySelector('.lines > li, .page') && !document.querySelector('[data-reading]');

// What the server drew at first is drawn anew once it listens, so that a place is found more than once; the reader's own act ends it.
const stay = () => { returning = null; };
for (const act of ['wheel', 'touchmove', 'keydown', 'pointerdown']) addEventListener(act, stay, { capture: true, passive: true });
if (returning) setTimeout(stay, 5000);

/** The channel's end. Whoever is there follows what is said; whoever has scrolled up, or uses a row, is told that there is more. */
export function stayAtEnd(always) {
  if (always || (atEnd && rowsInUse().length === 0)) showNewest();
  else {
    atEnd = nearEnd();
    more(!atEnd);
  }
}

/** For a reader who has just come: the newest board from its top, as long as what was said after it is at most a screen of lines. */
export function openChannel() {
  if (returning) { comeBack(); return; }
  const lines = document.querySelector('.lines');
  const board = [...lines?.querySelectorAll(':scope > li:has(.board, [data-reading])') ?? []].at(-1);
  const said = board ? lines.getBoundingClientRect().bottom - board.getBoundingClientRect().bottom : Infinity;
  show(said <= innerHeight ? board : lines?.lastElementChild);
}

/** The end, but never past the beginning of the newest line: a board that was just started is read from its top. */
const showNewest = () => show(document.querySelector('.lines')?.lastElementChild);

function show(line) {
  if (!line) return;
  settling = line.querySelector('[data-reading]') && line;
  // The line that leads to a board lies over the top of what is not that board.
  const above = line.querySelector('.board') || !document.querySelector('.board-line') ? 12 : 64;
  go(Math.min(line.getBoundingClientRect().top + scrollY - above, root.scrollHeight));
  atEnd = nearEnd();
  more(!atEnd && line !== line.parentElement.lastElementChild);
  hold();
}

const nearEnd = () => innerHeight + scrollY >= root.scrollHeight - 80;
const more = shown => { const button = document.querySelector('[data-new-below]'); if (button) button.hidden = !shown; };

let planned = false;
function soon() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => { planned = false; hold(); changed(); });
}

addEventListener('scroll', () => {
  if (Math.abs(scrollY - ours) > 1) atEnd = nearEnd();
  if (nearEnd()) more(false);
  soon();
}, { passive: true });
addEventListener('resize', soon);
addEventListener('pointermove', event => { pointer = event.pointerType === 'touch' ? null : { x: event.clientX, y: event.clientY }; soon(); }, { passive: true });
root.addEventListener('pointerleave', () => { pointer = null; soon(); });
addEventListener('keydown', () => { pointer = null; }, true);
addEventListener('focusin', () => { hold(); changed(); });
addEventListener('toggle', () => { hold(); changed(); }, true);
addEventListener('click', event => { if (event.target.closest?.('[data-new-below]')) showNewest(); });

new MutationObserver(() => {
  if (returning) comeBack();
  else if (settling?.isConnected) show(settling);
  else keep();
  followDock();
  changed();
}).observe(document.body, { childList: true, characterData: true, subtree: true });
