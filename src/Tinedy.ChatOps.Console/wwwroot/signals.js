// What reaches somebody who looks elsewhere: the icon of the tab, a sound, and the browser's own notification. Sound and
// notification are the reader's choice, remembered in this browser.

const base = '_content/Tinedy.ChatOps.Console/';

const choice = {
  get: (name, usual) => { try { return (localStorage.getItem(`chatops.${name}`) ?? usual) === 'on'; } catch { return usual === 'on'; } },
  set: (name, on) => { try { localStorage.setItem(`chatops.${name}`, on ? 'on' : 'off'); } catch { /* A browser that keeps nothing asks again. */ } },
};

const canNotify = 'Notification' in globalThis && isSecureContext;

/** What the reader chose, and whether the browser lets us notify: granted, denied, default, or none. */
export const settings = () => ({
  sound: choice.get('sound', 'on'),
  notify: canNotify && Notification.permission === 'granted' && choice.get('notify', 'off'),
  permission: canNotify ? Notification.permission : 'none',
});

// Kept at once and here: a page that is left a moment later would never bring it to the server and back.
addEventListener('change', async event => {
  const { target } = event, name = target.dataset?.alertChoice;
  if (!name) return;
  choice.set(name, target.checked);
  if (!target.checked) return;
  if (name === 'sound') chime();
  // Asked only when somebody wants it, because a browser asks once and for a press alone.
  else if (canNotify && Notification.permission === 'default') {
    await Notification.requestPermission();
    target.checked = settings().notify;
  }
});

/** Something needs a person (or nothing does any more). With a title it is new, and is told once. */
export function attend(any, title, text) {
  document.querySelector('link[rel=icon]')?.setAttribute('href', `${base}${any ? 'icon-alert.svg' : 'icon.svg'}`);
  if (!title) return;
  chime();
  if (!settings().notify || (!document.hidden && document.hasFocus())) return;
  try {
    const note = new Notification(title, { body: text, tag: title });
    note.onclick = () => { focus(); note.close(); };
  } catch { /* A phone's browser has notifications for service workers only. */ }
}

let audio = null;

/** Two notes. A browser lets a page sound after somebody has used it, and complains before. */
function chime() {
  if (!choice.get('sound', 'on') || !navigator.userActivation?.hasBeenActive) return;
  audio ??= new AudioContext();
  audio.resume();
  for (const [after, pitch] of [[0, 880], [0.2, 660]]) {
    const tone = audio.createOscillator(), volume = audio.createGain(), start = audio.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.2, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.4);
  }
}
