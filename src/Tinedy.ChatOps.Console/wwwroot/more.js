// What is cut off says so: every part marked data-more-below that holds more than it shows gets data-more, which console.css
// draws at its foot over a fade ("3 more").

import { onChange } from './scrolling.js';

const parts = '[data-more-below]';
const slack = 4;

function mark(part) {
  const hidden = part.scrollHeight - part.clientHeight - part.scrollTop;
  if (part.clientHeight === 0 || hidden <= slack) { part.removeAttribute('data-more'); return; }
  const foot = part.getBoundingClientRect().bottom;
  const rows = part.querySelectorAll(':scope > .row');
  const unseen = [...rows].filter(row => row.getBoundingClientRect().bottom > foot + slack).length;
  part.dataset.more = unseen > 1 ? `${unseen} more ↓` : 'more ↓';
}

const markAll = () => { for (const part of document.querySelectorAll(parts)) mark(part); };

onChange(markAll);
addEventListener('scroll', event => { if (event.target.matches?.(parts)) mark(event.target); }, { capture: true, passive: true });
addEventListener('resize', markAll);
