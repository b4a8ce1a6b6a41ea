// The line that leads to a board which is out of view, and the bar of what needs a person. The bar is shown while the board that says the same is out of view, at the foot of the page, and
// never over a row that is pointed at or has the focus: then it stands above that row.

import { onChange, rowsInUse } from './scrolling.js';

const root = document.documentElement;
const gap = 8;
/** Pixels of a bar without what the row says. */
const least = 96;
const hovers = matchMedia('(hover: hover)');
let placed = 0;
let above = 0;

const bar = () => document.querySelector('.attention-bar');

/** Where what is fixed at the foot of the page begins. */
function foot() {
  const dock = document.querySelector('.composer-dock');
  const top = dock && getComputedStyle(dock).position === 'sticky' ? dock.getBoundingClientRect().top : root.clientHeight;
  return Math.round(Math.min(top, root.clientHeight)) - gap;
}

const isWithin = box => box.top >= 0 && box.bottom <= foot() + gap;
const rowOf = head => head.parentElement.querySelector('.attention :is(.row-failed, .row-unknown)');

/** The board's own buttons for the decision; without any, its row; without one, its head. */
function isInView(board) {
  const head = document.getElementById(board);
  return !!head && isWithin((head.querySelector('.buttons') ?? rowOf(head) ?? head).getBoundingClientRect());
}

/** The buttons of the row are in view, with room below them for a bar that leaves them out. */
function isBeside(board) {
  const head = document.getElementById(board);
  const buttons = head && rowOf(head)?.querySelector('.buttons')?.getBoundingClientRect();
  return !!buttons && isWithin({ top: buttons.top, bottom: buttons.bottom + least });
}

function arrangeDecision(decision) {
  const isBesides = isBeside(decision.dataset.board);
  const isNeeded = !isInView(decision.dataset.board) && !(isBesides && !decision.querySelector('.decision-buttons > .buttons'));
  decision.toggleAttribute('data-beside', isBesides);
  decision.toggleAttribute('data-shown', isNeeded || decision.contains(document.activeElement));
}

/** The newest run that goes on, unless its board's head is in view or the bar tells of it. */
function arrangeLine() {
  const lines = [...document.querySelectorAll('.board-line')];
  for (const line of lines) {
    const { board } = line.dataset;
    const head = document.getElementById(board)?.getBoundingClientRect();
    const isOut = !!head && (head.bottom <= 0 || head.top >= foot());
    const isTold = !!document.querySelector(`.decision[data-shown][data-board="${board}"]`);
    line.toggleAttribute('data-shown', line === lines.at(-1) && isOut && !isTold);
  }
}

function arrange() {
  const one = bar();
  arrangeBar(one);
  arrangeLine();
}

function arrangeBar(one) {
  if (!one) { placed = 0; for (const name of ['--covered', '--bar']) root.style.removeProperty(name); return; }
  for (const decision of one.children) arrangeDecision(decision);
  one.toggleAttribute('data-shown', !!one.querySelector(':scope > [data-shown]'));
  const height = one.offsetHeight;
  // It never moves away from who is about to press it. A finger leaves its hover behind, and is about to press nothing.
  const isOut = height !== placed || foot() !== above;
  if (coversFocus(one) || (isOut && !(placed && hovers.matches && one.matches(':hover')))) place(one, height);
}

function place(one, height) {
  const lowest = foot();
  let bottom = lowest;
  const rows = rowsInUse().map(row => row.getBoundingClientRect()).sort((a, b) => b.bottom - a.bottom);
  for (const row of rows) if (row.top < bottom && row.bottom > bottom - height) bottom = row.top - gap;
  // Rows may leave no room at all; it has to be seen all the same.
  if (bottom < height) bottom = lowest;
  [placed, above] = [height, lowest];
  // Kept while the bar is hidden for a moment: the end of the page must not jump whenever the board comes into view.
  if (height) root.style.setProperty('--bar', `${height}px`);
  one.style.bottom = `${root.clientHeight - bottom}px`;
  root.style.setProperty('--covered', height && bottom === lowest ? `${root.clientHeight - lowest + height}px` : '0px');
}

function coversFocus(one) {
  const focus = rowsInUse().find(row => row.contains(document.activeElement))?.getBoundingClientRect();
  const box = one.getBoundingClientRect();
  return focus && focus.top < box.bottom && focus.bottom > box.top;
}

onChange(arrange);

// A board that is on this page is shown here; the link leads to the page of the run otherwise.
addEventListener('click', event => {
  const link = event.target.closest?.('[data-show-board]');
  const head = link && document.getElementById(link.closest('[data-board]').dataset.board);
  if (!head) return;
  event.preventDefault();
  head.scrollIntoView({ block: 'start', behavior: 'instant' });
  head.querySelector('[data-home]')?.focus({ preventScroll: true });
}, true);
